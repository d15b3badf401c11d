import { expect } from '@open-wc/testing';
import type { visit } from '@hotwired/turbo';
import { until } from '../support/thread-fixture.js';
import {
  addressOf,
  closePages,
  isReady,
  openFrame,
  openPage,
  readyPage,
  type OpenPage,
} from './support/host-page.js';
import { countLeftovers } from './support/leftovers.js';
import { voteAndReply } from './support/use.js';

const SWAPS = 50;

/** After so many, the thread has also been one that the device had kept: the page hears once more then. */
const FIRST = 10;

/** Of a thread that is shown: what it does near the window, and what it does in it. */
const OBSERVERS = 2;

/** The script tag, as a script puts it in a page. */
function tagIn(document: Document): HTMLElement {
  const tag = document.createElement('script');
  tag.src = '/hosts/cdn/one/palabre.js';
  tag.dataset['backend'] = `${location.origin}/hosts/api/short/swaps`;
  return tag;
}

/** Waits until the page shows as many threads as it should have, each with its comments. */
async function expectThreads({ document }: OpenPage, count: number, mark: string): Promise<void> {
  const threads = (): OpenPage['thread'][] => [...document.querySelectorAll('palabre-thread')];
  await until(() => document.querySelector(`main[title=${mark}]`), 'the page');
  await until(() => threads().length > 0 && threads().every(isReady), 'the threads');
  expect(threads()).to.have.length(count);
}

describe('palabre-thread: where a page is swapped for another', () => {
  afterEach(closePages);

  it('is there once on every page of Turbo’s, also when a page comes back', async () => {
    const turbo = '<script type="module" src="/hosts/apps/turbo.ts"></script>';
    const bodyOf = (mark: string): string => `<main title="${mark}">{thread}</main>`;
    const page = await openPage({ head: turbo, body: bodyOf('a') });
    const window = page.window as unknown as { visit?: typeof visit };
    await until(() => window.visit, 'Turbo');
    const addresses = { a: page.window.location.href, b: '', c: '' };
    for (const mark of ['b', 'c'] as const) {
      addresses[mark] = addressOf({ head: turbo, body: bodyOf(mark) });
      window.visit!(addresses[mark]);
      await expectThreads(page, 1, mark);
    }
    // As "back" does, from Turbo's cache.
    for (const mark of ['b', 'a'] as const) {
      window.visit!(addresses[mark], { action: 'restore' });
      await expectThreads(page, 1, mark);
    }
    expect(page.frame.contentDocument, 'it is one page all along').to.equal(page.document);
    const thread = page.document.querySelector('palabre-thread')!;
    await voteAndReply({ ...page, thread, root: thread.shadowRoot! });
    expect(page.faults).to.deep.equal([]);
  });

  it(`leaves nothing behind after ${SWAPS} swaps`, async () => {
    const page = await openPage({});
    const { document } = page;
    const leftovers = countLeftovers(page.window);
    const swap = async (): Promise<void> => {
      const body = document.createElement('body');
      body.append(tagIn(document));
      document.body.replaceWith(body);
      await until(() => isReady(document.querySelector('palabre-thread')), 'the comments');
      await until(() => leftovers().observers === OBSERVERS, 'only this one to be followed');
    };
    for (let swaps = 0; swaps < FIRST; swaps += 1) await swap();
    const before = leftovers();
    for (let swaps = FIRST; swaps < SWAPS; swaps += 1) await swap();
    expect(leftovers()).to.deep.equal(before);
    expect(page.faults).to.deep.equal([]);
  });

  it('calls off what it waited for when it is taken away unseen', async () => {
    const body = '<main></main><p style="block-size: 9000px">';
    const frame = await openFrame(addressOf({ body }, ''));
    const { document } = frame.contentWindow!;
    const leftovers = countLeftovers(frame.contentWindow as Window & typeof globalThis);
    document.querySelector('main')!.append(tagIn(document));
    await readyPage(frame);
    await until(() => leftovers().observers === OBSERVERS, 'the first one to be followed');
    const before = leftovers();
    const thread = document.createElement('palabre-thread');
    Object.assign(thread, { backend: { loadThread: () => {}, loadComments: () => {} } });
    document.body.append(thread);
    await until(() => leftovers().observers > OBSERVERS, 'it to wait to be near');
    thread.remove();
    await until(() => leftovers().observers === OBSERVERS, 'it to wait no longer');
    expect(leftovers()).to.deep.equal(before);
  });
});
