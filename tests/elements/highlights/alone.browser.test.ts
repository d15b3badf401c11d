import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/highlights/define.js';
import type { PalabreHighlights } from '../../../src/elements/highlights/highlights.js';
import type { Comment } from '../../../src/model/comment.js';
import { expectAccessible } from '../../support/axe.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import {
  author,
  bodyOf,
  comment,
  comments,
  idOf,
  tombstone,
} from '../../support/thread-builders.js';
import {
  commentElement,
  focused,
  mountReady,
  part,
  parts,
  textOf,
  until,
} from '../../support/thread-fixture.js';
import { faintTexts } from '../support/contrast.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { schemed } from '../support/lists.js';
import { small } from '../support/targets.js';

interface Mounted {
  element: PalabreHighlights;
  root: ShadowRoot;
}

const page = location.href.split('#')[0]!;
const LONG = 'On parlait du guichet comme d’un voisin qu’on croise tous les matins. '
  .repeat(8)
  .trim();

/** A picked comment, one that is liked, and one that hides its votes, in this order. */
const STANDING = [
  comment(3, { text: 'Chosen.', picked: true, votes: { up: 2, down: 0 } }),
  comment(1, { text: LONG, author: author('Odile R.'), votes: { up: 1236, down: 2 } }),
  { ...comment(2, { text: 'Unseen votes.' }), votes: null },
];

function standing(records: Comment[] = STANDING): MemoryBackend {
  return new MemoryBackend({ comments: records, highlights: records.map(({ id }) => id) });
}

async function mount(set: Partial<PalabreHighlights>, into?: HTMLElement): Promise<Mounted> {
  const element = document.createElement('palabre-highlights');
  Object.assign(element, { loading: 'eager', thread: 'k', ...set });
  const frame = into ?? (await fixture<HTMLElement>(html`<div lang="en"></div>`));
  frame.append(element);
  await element.updateComplete;
  return { element, root: element.shadowRoot! };
}

const shownIn = ({ root }: Mounted): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>("li[part='highlight']"),
];

const shown = (mounted: Mounted, count: number): Promise<void> =>
  until(() => shownIn(mounted).length === count, `${count} comments`);

async function mountShown(
  memory = standing(),
  set: Partial<PalabreHighlights> = {},
  into?: HTMLElement,
): Promise<Mounted> {
  const mounted = await mount({ backend: memory.backend, ...set }, into);
  await shown(mounted, memory.highlights.length);
  return mounted;
}

const linkIn = ({ root }: Mounted, n = 0): HTMLAnchorElement =>
  parts<HTMLAnchorElement>(root, 'excerpt')[n]!;
const heightOf = (element: Element): number => element.getBoundingClientRect().height;
const hasState = (element: Element, name: string): boolean => element.matches(`:state(${name})`);
const isGone = ({ element, root }: Mounted): boolean =>
  root.querySelector('[part]') === null && heightOf(element) === 0;

describe('palabre-highlights: every state is accessible', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark'] as const) {
    it(`loading and shown, picked and with hidden votes, in ${scheme} colours`, async () => {
      const memory = standing();
      const gate = memory.hold('loadThread');
      const mounted = await mount({ backend: memory.backend }, await schemed(scheme));
      const { element, root } = mounted;
      const heading = 'Readers’ favourite comments';
      await until(() => textOf(part(root, 'highlights-heading')) === heading, 'the heading');
      expect(part(root, 'highlights').getAttribute('aria-busy')).to.equal('true');
      expect(hasState(element, 'loading')).to.equal(true);
      await expectAccessible(element);

      gate.release();
      await shown(mounted, 3);
      expect(part(root, 'highlights').getAttribute('aria-busy')).to.equal('false');
      expect(hasState(element, 'loading')).to.equal(false);
      await expectAccessible(element);
      expect(faintTexts(element)).to.deep.equal([]);
      expect(small(element, 24).map(textOf)).to.deep.equal([]);
    });
  }

  it('empty: there is nothing', async () => {
    const mounted = await mount({ backend: new MemoryBackend({ comments: comments(4) }).backend });
    await until(() => hasState(mounted.element, 'empty'), 'the answer');
    expect(isGone(mounted)).to.equal(true);
    await expectAccessible(mounted.element);
  });

  it('failed: there is nothing, and the console tells once', async () => {
    const memory = standing();
    const warnings = await consoleDuring('warn', async () => {
      for (let time = 0; time < 2; time += 1) {
        memory.failNext('loadThread', 'unavailable');
        const mounted = await mount({ backend: memory.backend });
        await until(() => hasState(mounted.element, 'failed'), 'the failure');
        expect(isGone(mounted)).to.equal(true);
        await expectAccessible(mounted.element);
      }
    });
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('the comments that stand out could not be loaded');
  });

  it('on a page that is read from right to left', async () => {
    const frame = await fixture<HTMLElement>(html`<div lang="en" dir="rtl"></div>`);
    const mounted = await mountShown(standing(), {}, frame);
    await expectAccessible(mounted.element);
    const [item] = shownIn(mounted);
    const { right } = item!.getBoundingClientRect();
    expect(right).to.be.closeTo(mounted.element.getBoundingClientRect().right, 1);
  });
});

describe('what palabre-highlights shows', () => {
  watchHostPage();

  it('is the beginning, who wrote it and its score, the pick first', async () => {
    const mounted = await mountShown();
    const read = (name: string) => parts(mounted.root, name).map(textOf);
    const [chosen, long, unseen] = read('excerpt');
    expect(part(mounted.root, 'highlights-list').getAttribute('role')).to.equal('list');
    expect([chosen, unseen]).to.deep.equal(['Chosen.', 'Unseen votes.']);
    expect(long).to.match(/^On parlait .* \(…\)$/);
    expect(long!.length).to.be.within(200, 256);
    expect(read('highlight-meta')).to.deep.equal([
      'Reader 3 · 2 votes · Editor’s pick',
      'Odile R. · 1,234 votes',
      'Reader 2',
    ]);
  });

  it('leaves quotations and code out', async () => {
    const body = bodyOf('What I say of it.');
    body.children.unshift({ type: 'blockquote', children: bodyOf('What they said.').children });
    const mounted = await mountShown(standing([comment(1, { body })]));
    expect(textOf(linkIn(mounted))).to.equal('What I say of it.');
  });

  it('is neither a tombstone nor what waits', async () => {
    const memory = standing([
      tombstone(1, 'moderation'),
      comment(2, { status: 'pending' }),
      comment(3, { status: 'rejected' }),
      comment(4, { text: 'Alive.' }),
    ]);
    const mounted = await mount({ backend: memory.backend });
    await shown(mounted, 1);
    expect(textOf(linkIn(mounted))).to.equal('Alive.');
  });

  it('is in the language around it, and changes with its own', async () => {
    const frame = await fixture<HTMLElement>(html`<div lang="fr-CA"></div>`);
    const { element, root } = await mountShown(standing(), {}, frame);
    const heading = 'Commentaires préférés des abonnés';
    expect(textOf(part(root, 'highlights-heading'))).to.equal(heading);
    expect(part(root, 'highlights').lang).to.equal('fr-CA');
    expect(part(root, 'highlights').getAttribute('aria-label')).to.equal(heading);
    element.lang = 'en';
    await until(() => textOf(root).includes('Editor’s pick'), 'the other language');
  });

  it('has a heading of the level that the page says, or the page’s own', async () => {
    const { element, root } = await mountShown();
    expect(part(root, 'highlights-heading').ariaLevel).to.equal('2');
    element.headingLevel = 3;
    await element.updateComplete;
    expect(part(root, 'highlights-heading').ariaLevel).to.equal('3');
    const own = Object.assign(document.createElement('h3'), { slot: 'heading' });
    own.textContent = 'À lire';
    element.append(own);
    expect(part(root, 'highlights-heading').checkVisibility()).to.equal(false);
    expect(own.checkVisibility()).to.equal(true);
    await expectAccessible(element);
  });

  for (const width of ['13rem', '24rem', '48rem', '72rem']) {
    it(`moves nothing below it when it comes, ${width} wide`, async () => {
      const memory = standing([1, 2, 3].map((n) => comment(n, { text: LONG })));
      const gate = memory.hold('loadThread');
      const frame = await fixture<HTMLElement>(html`<div lang="fr" style="width: ${width}"></div>`);
      const mounted = await mount({ backend: memory.backend }, frame);
      await until(() => textOf(part(mounted.root, 'highlights-heading')), 'the language');
      await mounted.element.updateComplete;
      const before = heightOf(mounted.element);
      expect(before).to.be.greaterThan(100);
      gate.release();
      await shown(mounted, 3);
      expect(heightOf(mounted.element)).to.be.closeTo(before, 0.5);
      memory.write(comment(1, { text: 'Short.' }));
      await mounted.element.refresh();
      await until(() => textOf(mounted.root).includes('Short.'), 'the short one');
      expect(heightOf(mounted.element)).to.be.closeTo(before, 0.5);
    });
  }

  it('takes no more room than it needs below the window', async () => {
    const short = () => standing([1, 2, 3].map((n) => comment(n, { text: 'Short.' })));
    const frame = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    const { element: inView } = await mountShown(short(), {}, frame);
    const height = heightOf(inView);
    const space = document.createElement('p');
    space.style.height = '3000px';
    frame.prepend(space);
    const { element } = await mountShown(short(), {}, frame);
    expect(heightOf(element)).to.be.lessThan(height - 30);
  });
});

describe('what palabre-highlights asks', () => {
  watchHostPage();

  for (const [limit, asked] of [
    [1, 1],
    [0, 3],
    [-4, 1],
    [2.9, 2],
    [100, 10],
    [NaN, 3],
  ] as const) {
    it(`is ${asked} comments for a limit of ${limit}, and the least of the list`, async () => {
      const memory = standing();
      const mounted = await mount({ backend: memory.backend, limit });
      await shown(mounted, Math.min(3, asked));
      expect(memory.calls.map(({ method }) => method)).to.deep.equal(['loadThread']);
      const [query] = memory.calls[0]!.args;
      expect(query).to.deep.equal({ key: 'k', sort: 'newest', limit: 1, highlights: asked });
    });
  }

  it('is of the page’s own thread, unless it says which one', async () => {
    const memory = standing();
    await mountShown(memory, { thread: '' });
    expect(memory.calls[0]!.args[0]).to.include({ key: page });
  });

  it('waits until it is near, unless it is eager', async () => {
    const memory = standing();
    const frame = await fixture<HTMLElement>(
      html`<div lang="en"><p style="height: 20000px"></p></div>`,
    );
    const { element } = await mount({ backend: memory.backend, loading: 'lazy' }, frame);
    const near = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    frame.before(near);
    await mountShown(standing(), { loading: 'lazy' }, near);
    expect(memory.calls).to.have.length(0);
    element.scrollIntoView();
    await until(() => memory.calls.length === 1, 'the question');
  });

  it('is asked again by refresh(), and what is shown stays until then, and where that fails', async () => {
    const memory = standing();
    const mounted = await mountShown(memory);
    memory.highlights = [idOf(1)];
    const gate = memory.hold('loadThread');
    const refreshed = mounted.element.refresh();
    await until(() => gate.waiting === 1, 'the question');
    expect(shownIn(mounted)).to.have.length(3);
    gate.release();
    await refreshed;
    await shown(mounted, 1);
    memory.failNext('loadThread', 'network');
    await consoleDuring('warn', () => mounted.element.refresh());
    await mounted.element.updateComplete;
    expect(shownIn(mounted)).to.have.length(1);
    expect(hasState(mounted.element, 'failed')).to.equal(false);
  });

  it('ignores the answer to what it no longer asks', async () => {
    const memory = standing();
    let release!: (page: unknown) => void;
    const late = new Promise((resolve) => (release = resolve));
    memory.answerNext('loadThread', () => late);
    const mounted = await mount({ backend: memory.backend });
    await until(() => memory.calls.length === 1, 'the question');
    const other = standing([comment(7, { text: 'Of the other thread.' })]);
    mounted.element.backend = other.backend;
    await shown(mounted, 1);
    release(await memory.backend.loadThread({ key: 'k', sort: 'newest', limit: 1 }, {}));
    await late;
    await new Promise((resolve) => setTimeout(resolve));
    await mounted.element.updateComplete;
    expect(textOf(linkIn(mounted))).to.equal('Of the other thread.');
  });

  it('ends when it is taken off the page, and begins again when it is back', async () => {
    const memory = standing();
    const mounted = await mount({});
    const frame = mounted.element.parentElement!;
    mounted.element.remove();
    mounted.element.backend = memory.backend;
    await mounted.element.updateComplete;
    expect(memory.calls).to.have.length(0);
    frame.append(mounted.element);
    await shown(mounted, 3);
  });
});

describe('where palabre-highlights leads', () => {
  watchHostPage();
  const clearHash = (): void => history.replaceState(null, '', page);
  beforeEach(clearHash);
  afterEach(clearHash);

  const ARTICLE = 'https://journal.example/guichet?a=1';
  for (const [what, set, to] of [
    ['the article that the page names', { href: `${ARTICLE}#talk` }, ARTICLE],
    ['the same, relative to the page', { href: '/guichet' }, `${location.origin}/guichet`],
    ['the key, where that is an address', { thread: ARTICLE }, ARTICLE],
    ['this page, where nothing else is known', { thread: 'guichet' }, page],
    ['this page, where it is the article', { thread: '' }, page],
    ['no address but one of the web', { href: `java${'script'}:alert(1)` }, page],
  ] as const) {
    it(`is ${what}`, async () => {
      const mounted = await mountShown(standing(), set);
      expect(linkIn(mounted).href).to.equal(`${to}#palabre-${idOf(3)}`);
    });
  }

  /** The thread of a page with the same comments far down in it, and the excerpts above. */
  async function mountWithThread(set: Partial<PalabreHighlights> = {}) {
    const memory = new MemoryBackend({
      comments: [...STANDING, ...comments(17, 4)],
      highlights: STANDING.map(({ id }) => id),
    });
    const { thread, root } = await mountReady({ memory, set: { pageSize: 5, highlights: 0 } });
    const frame = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    thread.before(frame);
    const mounted = await mountShown(memory, set, frame);
    const article = (): Element | null => root.querySelector(`#palabre-${idOf(1)}`);
    return { ...mounted, thread, root, link: linkIn(mounted, 1), article };
  }

  it('is the whole comment in its place, wherever the article is said to be', async () => {
    const { link, article, root } = await mountWithThread({ href: ARTICLE });
    await pressOn(link);
    await until(() => article() !== null && focused() === article(), 'the focus');
    expect(commentElement(root, 1).linked).to.equal(true);
    expect(location.href).to.equal(`${page}#palabre-${idOf(1)}`);
  });

  it('is there again when the address says so already', async () => {
    const { link, article } = await mountWithThread();
    const isThere = (): boolean => article() !== null && focused() === article();
    await pressOn(link);
    await until(isThere, 'the focus');
    await pressOn(link);
    await until(isThere, 'the focus once more');
  });

  it('is never a comment in the thread of another article', async () => {
    const { link, element, article, thread } = await mountWithThread();
    await pressOn(link);
    await until(() => article() !== null && focused() === article(), 'the focus');
    thread.thread = 'another';
    await until(() => thread.context?.discussion.status === 'ready', 'the other thread');
    let asked = 0;
    thread.showComment = async () => Boolean((asked += 1));
    element.requestUpdate();
    await element.updateComplete;
    await pressOn(link);
    expect(asked).to.equal(0);
    thread.thread = 'k';
    await pressOn(link);
    expect(asked).to.equal(1);
  });
});
