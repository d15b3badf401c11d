import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/count/define.js';
import type { PalabreCount } from '../../../src/elements/count/count.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import { PalabreError } from '../../../src/model/errors.js';
import type { ThreadCount } from '../../../src/model/thread.js';
import { expectAccessible } from '../../support/axe.js';
import { textOf, until } from '../../support/thread-fixture.js';
import { faintTexts } from '../support/contrast.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';
import { countByKey, held, listsBackend, schemed } from '../support/lists.js';

interface Options {
  backend?: string | CommentsBackend;
  thread?: string;
  fallback?: string;
  into?: HTMLElement;
}

async function mount(options: Options = {}): Promise<PalabreCount> {
  const { backend = listsBackend({ loadCounts: countByKey }), thread = 'k/3', fallback } = options;
  const element = document.createElement('palabre-count');
  Object.assign(element, { backend, thread });
  if (fallback) element.append(fallback);
  const frame = options.into ?? (await fixture<HTMLElement>(html`<p lang="en"></p>`));
  frame.append(element);
  await element.updateComplete;
  return element;
}

/** What one sees: its own text, or what the page put between its tags. */
function seen({ shadowRoot }: PalabreCount): string {
  const slot = shadowRoot!.querySelector('slot');
  const own = slot?.assignedNodes({ flatten: true }) ?? [...shadowRoot!.childNodes];
  return own.map(textOf).join('').trim();
}

const shows = (element: PalabreCount, text: string): Promise<void> =>
  until(() => seen(element) === text, `"${text}" instead of "${seen(element)}"`);

const hasState = (element: Element, name: string): boolean => element.matches(`:state(${name})`);

const numbers = (count: number, from = 1): number[] =>
  Array.from({ length: count }, (_, index) => from + index);

async function mountMany(backend: CommentsBackend, keys: string[]): Promise<PalabreCount[]> {
  const frame = await fixture<HTMLElement>(
    html`<p lang="en">
      ${keys.map((key) => html`<palabre-count .backend=${backend} thread=${key}></palabre-count> `)}
    </p>`,
  );
  return [...frame.querySelectorAll('palabre-count')];
}

describe('palabre-count: every state is accessible', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark'] as const) {
    it(`loading, shown, empty and failed, in ${scheme} colours`, async () => {
      const { answer, release } = held<ThreadCount[]>();
      const element = await mount({
        backend: listsBackend({ loadCounts: () => answer }),
        into: await schemed(scheme),
      });
      await shows(element, 'Comments');
      expect(hasState(element, 'loading')).to.equal(true);
      await expectAccessible(element);
      release([{ key: 'k/3', count: 3 }]);
      await shows(element, '3 comments');
      expect(hasState(element, 'loading')).to.equal(false);
      await expectAccessible(element);
      expect(faintTexts(element)).to.deep.equal([]);

      element.backend = listsBackend({ loadCounts: countByKey });
      element.thread = 'k/0';
      await shows(element, '0 comments');
      expect(hasState(element, 'empty')).to.equal(true);
      await expectAccessible(element);

      element.backend = listsBackend({});
      await shows(element, 'Comments');
      await until(() => !hasState(element, 'loading'), 'it to be known that there is no count');
      expect(hasState(element, 'empty')).to.equal(false);
      await expectAccessible(element);
      expect(faintTexts(element)).to.deep.equal([]);
    });
  }
});

describe('what palabre-count shows', () => {
  watchHostPage();

  it('is in the language around it, and changes with its own', async () => {
    const frame = await fixture<HTMLElement>(html`<p lang="fr"></p>`);
    const element = await mount({ thread: 'k/1234', into: frame });
    await shows(element, '1\u202f234 commentaires');
    expect(element.shadowRoot!.querySelector('[part]')!.getAttribute('lang')).to.equal('fr');
    element.lang = 'en';
    await shows(element, '1,234 comments');
  });

  it('is what the page put there, until the number comes', async () => {
    const { answer, release } = held<ThreadCount[]>();
    const backend = listsBackend({ loadCounts: () => answer });
    const element = await mount({ backend, fallback: 'Réagir' });
    await until(() => backend.asked.length === 1, 'the question');
    expect(seen(element)).to.equal('Réagir');
    release(countByKey(['k/3']));
    await shows(element, '3 comments');
    expect(element.innerText).to.equal('');
  });

  it('keeps that, and says why once, where the number cannot be had', async () => {
    const elements: PalabreCount[] = [];
    const warnings = await consoleDuring('warn', async () => {
      const backend = listsBackend({
        loadCounts: () => Promise.reject(new PalabreError('unavailable', 'The counts are ill')),
      });
      for (const thread of ['k/1', 'k/2']) {
        elements.push(await mount({ backend, thread, fallback: 'Réagir' }));
        await until(() => !hasState(elements.at(-1)!, 'loading'), 'the failure');
      }
      expect(backend.asked).to.have.length(2);
    });
    expect(elements.map(seen)).to.deep.equal(['Réagir', 'Réagir']);
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('could not be counted');
  });

  it('keeps that without a word where the backend counts nothing', async () => {
    const warnings = await consoleDuring('warn', async () => {
      const element = await mount({ backend: listsBackend({}), fallback: 'Réagir' });
      await until(() => !hasState(element, 'loading'), 'the answer');
      expect(seen(element)).to.equal('Réagir');
    });
    expect(warnings).to.deep.equal([]);
  });

  it('is nothing new for an answer that knows other threads only', async () => {
    const backend = listsBackend({ loadCounts: () => [{ key: 'other', count: 7 }] });
    const element = await mount({ backend });
    await until(() => !hasState(element, 'loading'), 'the answer');
    expect(seen(element)).to.equal('Comments');
  });

  it('can be styled by its part, and waits without a backend', async () => {
    const element = await mount({ backend: '' });
    await shows(element, 'Comments');
    expect(hasState(element, 'loading')).to.equal(true);
    element.backend = listsBackend({ loadCounts: countByKey });
    await shows(element, '3 comments');
    expect(element.shadowRoot!.querySelectorAll("[part='count']")).to.have.length(1);
  });
});

describe('what palabre-count asks', () => {
  watchHostPage();

  it('is one call for forty on a page', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    const elements = await mountMany(
      backend,
      numbers(40).map((n) => `k/${n}`),
    );
    await Promise.all(elements.map((element, index) => shows(element, labelOf(index + 1))));
    expect(backend.asked.map(({ length }) => length)).to.deep.equal([40]);
  });

  it('is at most a hundred threads a call, each of them once', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    const keys = numbers(250).map((n) => `k/${n}`);
    const elements = await mountMany(backend, [...keys, ...keys.slice(0, 30)]);
    for (const [index, element] of elements.entries()) {
      await shows(element, labelOf((index % 250) + 1));
    }
    expect(backend.asked.map(({ length }) => length)).to.deep.equal([100, 100, 50]);
    expect([...backend.asked.flat()].sort()).to.deep.equal([...keys].sort());
  });

  it('goes along with the first one that is near, wherever it stands on the page', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    const page = await fixture<HTMLElement>(
      html`<div lang="en">
        <p></p>
        <p style="height: 20000px"></p>
      </div>`,
    );
    const far = await mount({ backend, thread: 'k/2', into: page });
    const top = page.querySelector('p')!;
    // Whatever would be asked has been asked by then.
    await shows(await mount({ thread: 'k/1', into: top }), '1 comment');
    expect(backend.asked).to.deep.equal([]);
    await shows(await mount({ backend, thread: 'k/1', into: top }), '1 comment');
    await shows(far, '2 comments');
    expect(backend.asked).to.deep.equal([['k/1', 'k/2']]);
  });

  it('is asked anew for what comes later', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    await shows(await mount({ backend, thread: 'k/1' }), '1 comment');
    await shows(await mount({ backend, thread: 'k/2' }), '2 comments');
    expect(backend.asked).to.deep.equal([['k/1'], ['k/2']]);
  });

  it('is another thread when that changes, whatever the old one answers later', async () => {
    const first = held<ThreadCount[]>();
    const backend = listsBackend({
      loadCounts: (keys) => (keys.includes('k/3') ? first.answer : countByKey(keys)),
    });
    const element = await mount({ backend });
    await until(() => backend.asked.length === 1, 'the question');
    element.thread = 'k/5';
    await shows(element, '5 comments');
    first.release(countByKey(['k/3']));
    await first.answer;
    await new Promise((resolve) => setTimeout(resolve));
    await element.updateComplete;
    expect(seen(element)).to.equal('5 comments');
  });

  it('is not asked for an element that has gone, and asked once it is back', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    const element = await mount({ backend });
    const frame = element.parentElement!;
    element.remove();
    await shows(await mount({ backend, thread: 'k/1' }), '1 comment');
    expect(backend.asked).to.deep.equal([['k/1']]);
    frame.append(element);
    await shows(element, '3 comments');
  });

  it('goes on for one that is moved', async () => {
    const { answer, release } = held<ThreadCount[]>();
    const backend = listsBackend({ loadCounts: () => answer });
    const element = await mount({ backend });
    await until(() => backend.asked.length === 1, 'the question');
    (await fixture<HTMLElement>(html`<div lang="en"></div>`)).append(element);
    release(countByKey(['k/3']));
    await shows(element, '3 comments');
    expect(backend.asked).to.have.length(1);
  });

  it('leaves a key out that is none, and says so', async () => {
    const backend = listsBackend({ loadCounts: countByKey });
    const warnings = await consoleDuring('warn', async () => {
      const long = await mount({ backend, thread: 'x'.repeat(1_025) });
      const none = await mount({ backend, thread: '' });
      await shows(await mount({ backend }), '3 comments');
      expect([long, none].map(seen)).to.deep.equal(['Comments', 'Comments']);
    });
    expect(backend.asked).to.deep.equal([['k/3']]);
    expect(warnings).to.have.length(2);
  });
});

function labelOf(count: number): string {
  return `${count} ${count === 1 ? 'comment' : 'comments'}`;
}
