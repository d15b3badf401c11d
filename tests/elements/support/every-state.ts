import {
  comment,
  comments,
  chain,
  idOf,
  paragraph,
  tombstone,
  viewers,
} from '../../support/thread-builders.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import {
  commentElement,
  composerOf,
  mountReady,
  partOf,
  parts,
  settled,
  until,
  type Mounted,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { press, pressOn } from './keyboard.js';
import { pressSend, write } from './writing.js';

const LONG_WORD =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
const ADDRESS = `https://example.org/${'a-very-long-path/'.repeat(8)}`;

/** Every node that a body may have, with words and addresses that are wider than a telephone. */
const BODY = {
  type: 'root' as const,
  children: [
    paragraph(LONG_WORD),
    {
      type: 'paragraph' as const,
      children: [
        {
          type: 'link' as const,
          url: ADDRESS,
          children: [{ type: 'text' as const, value: ADDRESS }],
        },
        { type: 'inlineCode' as const, value: LONG_WORD },
      ],
    },
    { type: 'blockquote' as const, children: [paragraph('Quoted.')] },
    { type: 'code' as const, lang: null, value: `const word = '${LONG_WORD}';\n` },
    {
      type: 'list' as const,
      ordered: false,
      start: null,
      children: [{ type: 'listItem' as const, children: [paragraph('An item')] }],
    },
  ],
};

const busy = {
  id: 'x',
  name: `Ana ${LONG_WORD}`,
  picture: null,
  badges: ['staff', 'botanist', 'guest'],
};

const discussion = (reader = viewers.subscriber().account!) => [
  ...chain(8),
  ...comments(3, 40, 1),
  comment(20, {
    author: busy,
    picked: true,
    body: BODY,
    editedAt: '2024-02-01T10:00:00.000Z',
    votes: { up: 1234, down: 0 },
  }),
  tombstone(21, 'author'),
  comment(22, { parent: 21 }),
  comment(23, { author: reader, votes: { up: 3, down: 0 } }),
  comment(24, { votes: { up: 2, down: 0 } }),
  comment(30),
  comment(31),
];

/**
 * A thread in as many states at once as one reader can see: comments of every kind, a vote, one that
 * is led to, an open composer with an error in it, a notice, "more" at both levels, and the
 * keyboard's focus on "reply".
 */
export async function mountEveryState(options: MountOptions = {}): Promise<Mounted> {
  const viewer = viewers.subscriber({
    votes: [{ id: idOf(24), value: 1 }],
    pending: [comment(32, { status: 'pending', author: viewers.subscriber().account! })],
  });
  const memory = new MemoryBackend({ viewer, comments: discussion(), replies: 1 });
  const mounted = await mountReady({
    memory,
    ...options,
    set: { pageSize: 7, sort: 'newest', ...options.set },
  });
  const { thread, root } = mounted;
  await thread.showComment(idOf(20));
  memory.failNext('voteComment', 'forbidden');
  await pressOn(partOf(root, 22, 'vote-button'));
  await until(() => parts(root, 'notice').length, 'the notice');
  await pressOn(partOf(root, 24, 'reply-button'));
  await until(() => commentElement(root, 24).querySelector('palabre-composer'), 'the composer');
  await settled(thread);
  const composer = composerOf(root, 24);
  await write(composer, 'a'.repeat(10_001));
  await pressSend(composer);
  await settled(thread);
  // Keys, and nothing else, make the focus visible.
  partOf(root, 24, 'reply-button').focus();
  await press('Shift');
  standStill(thread);
  return mounted;
}

/** The threads of readers who may not write, each with the prompt that says why. */
export async function mountPrompts(options: MountOptions = {}): Promise<Mounted[]> {
  const readers = [viewers.visitor(), viewers.nameless(), viewers.registered(), viewers.closed()];
  const mounted: Mounted[] = [];
  for (const viewer of readers) {
    const set = { loginUrl: '/login', ...options.set };
    mounted.push(await mountReady({ viewer, comments: comments(1), ...options, set }));
  }
  return mounted;
}

/** An element with all that is in it, in shadow roots too. */
export function everythingIn(root: Element | ShadowRoot): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...everythingIn(element.shadowRoot)] : [element],
  );
}

/** What is rendered and can be seen: neither switched off, nor for screen readers alone. */
export function isSeen(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  const isCut = element.closest('.hidden, .spoken') !== null;
  return element.checkVisibility({ visibilityProperty: true }) && !isCut && width > 1 && height > 1;
}

/** Ends what is on its way from one colour to another, so that computed styles are the last ones. */
export function standStill({ shadowRoot }: Element): void {
  for (const animation of shadowRoot!.getAnimations()) animation.finish();
  for (const element of shadowRoot!.querySelectorAll('*')) {
    if (element.shadowRoot) standStill(element);
  }
}
