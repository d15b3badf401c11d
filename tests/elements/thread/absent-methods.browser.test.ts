import { expect } from '@open-wc/testing';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import { OPTIONAL_METHODS, type CommentsBackend } from '../../../src/backend/contract.js';
import { expectAccessible } from '../../support/axe.js';
import { mountReady, parts, textOf, type Mounted } from '../../support/thread-fixture.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';

type OptionalMethod = (typeof OPTIONAL_METHODS)[number];

const PEOPLE = {
  ida: { name: 'Ida', subscriber: true },
  bob: { name: 'Bob' },
};

/** A visitor, a subscriber who wrote one of the comments, and somebody who lacks a subscription. */
const READERS = [null, 'ida', 'bob'] as const;

/** A thread with votes, replies, a tombstone and a comment that nobody has voted for. */
function backendWithout(absent: readonly OptionalMethod[]): CommentsBackend {
  const backend = memoryBackend({
    people: PEOPLE,
    threads: [
      {
        key: 'k',
        comments: [
          {
            author: 'ida',
            text: 'A first word.',
            up: 4,
            replies: [{ author: 'Bob', text: 'No.' }],
          },
          { author: 'Bob', text: 'Withdrawn.', tombstone: 'moderation' },
          { author: 'Eve', text: 'A last word.' },
        ],
      },
    ],
  });
  const methods = Object.entries(backend).filter(([name]) => !absent.includes(name as never));
  return Object.fromEntries(methods) as unknown as CommentsBackend;
}

async function mountWithout(
  absent: readonly OptionalMethod[],
  token: string | null,
): Promise<Mounted> {
  const links = { 'login-url': '/login', 'subscribe-url': '/subscribe' };
  const set = { backend: backendWithout(absent), token: () => token };
  return mountReady({ set, attributes: links });
}

/** Everything that asks a reader to do something, or could. */
const INVITATIONS = ['reply-button', 'vote-button', 'prompt', 'composer', 'login-button'];

function present(root: ParentNode, names: string[]): string[] {
  return names.filter((name) => parts(root, name).some((element) => element.checkVisibility()));
}

/** What keeps a place on the page although nothing is in it. */
function holes(root: ShadowRoot): string[] {
  const boxes = [...root.querySelectorAll<HTMLElement>('header, footer, .place, [part]')];
  return boxes
    .filter((box) => box.offsetHeight > 0 && !textOf(box) && !box.matches('[part=avatar]'))
    .filter((box) => !box.querySelector('svg, palabre-composer, palabre-login-prompt, slot'))
    .filter((box) => !box.matches('palabre-composer, palabre-login-prompt, svg, svg *'))
    .map((box) => box.outerHTML.slice(0, 120));
}

/** Heights of the lines below the texts. */
function actionHeights(root: ShadowRoot): number[] {
  return parts(root, 'actions').map(({ offsetHeight }) => offsetHeight);
}

describe('palabre-thread: a backend without', () => {
  watchHostPage();

  for (const absent of [...OPTIONAL_METHODS.map((name) => [name]), OPTIONAL_METHODS]) {
    const what = absent.length === 1 ? absent[0]! : 'any optional method';
    it(`${what} leaves no hole, no complaint and no barrier`, async () => {
      for (const token of READERS) {
        const said = await consoleDuring('error', async () => {
          const warned = await consoleDuring('warn', async () => {
            const { thread, root } = await mountWithout(absent, token);
            expect(parts(root, 'body').map(textOf), `${token} reads`).to.have.length(3);
            expect(holes(root), `holes for ${token}`).to.deep.equal([]);
            await expectAccessible(thread);
            thread.remove();
          });
          expect(warned).to.deep.equal([]);
        });
        expect(said).to.deep.equal([]);
      }
    });
  }

  it('nothing shows a subscriber all there is', async () => {
    const { root } = await mountWithout([], 'ida');
    expect(present(root, INVITATIONS)).to.deep.equal(['reply-button', 'vote-button', 'composer']);
    expect(parts(root, 'vote-count').map(textOf)).to.deep.equal(['4 votes']);
  });

  it('createComment asks nobody to write', async () => {
    for (const token of READERS) {
      const { root } = await mountWithout(['createComment'], token);
      expect(present(root, INVITATIONS), String(token)).to.deep.equal(['vote-button']);
      expect(root.querySelector('.place'), 'a place to write').to.equal(null);
    }
  });

  it('voteComment shows neither buttons nor counts', async () => {
    for (const token of READERS) {
      const { root } = await mountWithout(['voteComment'], token);
      expect(present(root, ['vote-button', 'vote-count', 'readonly'])).to.deep.equal([]);
      const [button] = parts(root, 'reply-button');
      const line = button!.parentElement!;
      expect(button!.getBoundingClientRect().left).to.equal(line.getBoundingClientRect().left);
    }
  });

  it('createComment and voteComment has only the menu below the texts', async () => {
    const { root } = await mountWithout(['createComment', 'voteComment'], 'ida');
    expect(new Set(actionHeights(root)).size).to.equal(1);
  });

  it('loadViewer lets everybody read, whoever they are', async () => {
    for (const token of READERS) {
      const { root } = await mountWithout(['loadViewer'], token);
      expect(present(root, [...INVITATIONS, 'vote-count'])).to.deep.equal([]);
      expect(new Set(actionHeights(root)).size).to.equal(1);
    }
  });

  it('what only moderators and newsrooms use changes nothing on the page', async () => {
    const html = async (absent: readonly OptionalMethod[]): Promise<string[]> => {
      const { root, thread } = await mountWithout(absent, 'ida');
      const shown = [...root.querySelectorAll('[part]')].map((element) => element.part.value);
      thread.remove();
      return shown;
    };
    const used = ['loadViewer', 'createComment', 'voteComment'];
    const others = OPTIONAL_METHODS.filter((name) => !used.includes(name));
    expect(await html(others)).to.deep.equal(await html([]));
  });
});
