import { expect, fixture, html } from '@open-wc/testing';
import '../../../src/elements/latest/define.js';
import type { PalabreLatest } from '../../../src/elements/latest/latest.js';
import { PalabreError } from '../../../src/model/errors.js';
import type { LatestComment } from '../../../src/model/thread.js';
import { expectAccessible } from '../../support/axe.js';
import { author, idOf, tombstone } from '../../support/thread-builders.js';
import { part, parts, textOf, until } from '../../support/thread-fixture.js';
import { hearAnnouncements } from '../support/announcements.js';
import { faintEdges, faintTexts } from '../support/contrast.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';
import { held, latestComment, listsBackend, schemed } from '../support/lists.js';
import { small } from '../support/targets.js';

interface Mounted {
  element: PalabreLatest;
  root: ShadowRoot;
}

async function mount(set: Partial<PalabreLatest>, into?: HTMLElement): Promise<Mounted> {
  const element = document.createElement('palabre-latest');
  Object.assign(element, { loading: 'eager', ...set });
  const frame = into ?? (await fixture<HTMLElement>(html`<div lang="en"></div>`));
  frame.append(element);
  await element.updateComplete;
  return { element, root: element.shadowRoot! };
}

const several = (count: number): LatestComment[] =>
  Array.from({ length: count }, (_, index) => latestComment(index + 1));

const shown = ({ root }: Mounted, count: number): Promise<void> =>
  until(() => parts(root, 'list').length && parts(root, 'item').length === count, 'the comments');

/** Where it stands, whatever is around it. */
const heightOf = (element: Element): number => element.getBoundingClientRect().height;

const hasState = (element: Element, name: string): boolean => element.matches(`:state(${name})`);

async function mountShown(latest: LatestComment[], into?: HTMLElement): Promise<Mounted> {
  const mounted = await mount({ backend: listsBackend({ loadLatest: () => latest }) }, into);
  await shown(mounted, latest.length);
  return mounted;
}

describe('palabre-latest: every state is accessible', () => {
  watchHostPage();

  for (const scheme of ['light', 'dark'] as const) {
    it(`loading and shown, in ${scheme} colours`, async () => {
      const { answer, release } = held<LatestComment[]>();
      const backend = listsBackend({ loadLatest: () => answer });
      const mounted = await mount({ backend }, await schemed(scheme));
      const { element, root } = mounted;
      await until(() => textOf(part(root, 'heading')) === 'Latest comments', 'the heading');
      expect(part(root, 'latest').getAttribute('aria-busy')).to.equal('true');
      expect(hasState(element, 'loading')).to.equal(true);
      await expectAccessible(element);

      release(several(5));
      await shown(mounted, 5);
      expect(part(root, 'latest').getAttribute('aria-busy')).to.equal('false');
      expect(hasState(element, 'loading')).to.equal(false);
      await expectAccessible(element);
      expect(faintTexts(element)).to.deep.equal([]);
      expect(small(element, 24).map(textOf)).to.deep.equal([]);
    });

    it(`empty and failed, in ${scheme} colours`, async () => {
      const backend = listsBackend({ loadLatest: () => [] });
      const { element, root } = await mount({ backend }, await schemed(scheme));
      await until(() => parts(root, 'empty').length, 'the text');
      expect(textOf(part(root, 'empty'))).to.equal('No comments yet.');
      expect(hasState(element, 'empty')).to.equal(true);
      await expectAccessible(element);
      expect(faintTexts(element)).to.deep.equal([]);

      await consoleDuring('warn', async () => {
        element.backend = failing(`in ${scheme} colours`);
        await until(() => parts(root, 'failure').length, 'the failure');
      });
      expect(hasState(element, 'failed')).to.equal(true);
      await expectAccessible(element);
      part(root, 'retry').focus();
      expect(faintTexts(element)).to.deep.equal([]);
      expect(faintEdges(element)).to.deep.equal([]);
      expect(small(element, 24)).to.deep.equal([]);
    });
  }
});

function failing(why: string) {
  return listsBackend({
    loadLatest: () => {
      throw new PalabreError('unavailable', why);
    },
  });
}

describe('what palabre-latest shows', () => {
  watchHostPage();

  it('is who wrote, when, the beginning, and the article with a link to the comment', async () => {
    const said = latestComment(
      1,
      { author: author('Odile R.'), at: new Date(Date.now() - 3 * 3_600_000), text: 'Bien dit.' },
      { title: 'Au guichet', url: 'https://journal.example/guichet?a=1#discussion' },
    );
    const mounted = await mountShown([said]);
    const item = part(mounted.root, 'item');
    expect(item.localName).to.equal('li');
    expect(part(mounted.root, 'list').getAttribute('role')).to.equal('list');
    expect(textOf(part(item, 'author'))).to.equal('Odile R.');
    expect(textOf(part(item, 'time'))).to.equal('3 hours ago');
    expect(textOf(part(item, 'excerpt'))).to.equal('Bien dit.');
    const link = part<HTMLAnchorElement>(item, 'article');
    expect(textOf(link)).to.equal('Au guichet');
    expect(link.href).to.equal(`https://journal.example/guichet?a=1#palabre-${idOf(1)}`);
  });

  it('names each link by its article and by who wrote', async () => {
    const url = 'https://journal.example/a';
    const { root } = await mountShown(
      [1, 2].map((n) => latestComment(n, { author: author(`R${n}`) }, { title: 'Un', url })),
    );
    const names = parts(root, 'article').map((link) =>
      link
        .getAttribute('aria-labelledby')!
        .split(' ')
        .map((id) => textOf(root.getElementById(id)))
        .join(' '),
    );
    expect(names).to.deep.equal(['Un R1', 'Un R2']);
  });

  it('cuts a long comment at a word, in French as in English', async () => {
    const said = latestComment(1, { text: 'Un mot. '.repeat(60) });
    for (const lang of ['en', 'fr']) {
      const frame = await fixture<HTMLElement>(html`<div lang=${lang}></div>`);
      const { root } = await mountShown([said], frame);
      const excerpt = textOf(part(root, 'excerpt'));
      expect(excerpt).to.match(/ (?:Un|mot\.) \(…\)$/);
      expect(excerpt.length).to.be.within(120, 144);
    }
  });

  it('is neither a tombstone nor what waits', async () => {
    const latest = [
      { ...latestComment(1), comment: tombstone(1, 'author') },
      latestComment(2, { status: 'pending' }),
      latestComment(3, { status: 'rejected' }),
      latestComment(4),
    ];
    const mounted = await mount({ backend: listsBackend({ loadLatest: () => latest }) });
    await shown(mounted, 1);
    expect(textOf(part(mounted.root, 'article'))).to.equal('Article 4');
  });

  it('links to addresses of the web alone', async () => {
    const urls = [
      `java${'script'}:alert(1)`,
      'data:text/html,x',
      '/relative',
      '',
      'ftp://a.example/',
    ];
    const { root } = await mountShown(urls.map((url, n) => latestComment(n, {}, { url })));
    expect(parts(root, 'article')).to.have.length(urls.length);
    expect(root.querySelectorAll('a')).to.have.length(0);
  });

  it('is in the language around it, and changes with its own', async () => {
    const frame = await fixture<HTMLElement>(html`<div lang="fr-CA"></div>`);
    const { element, root } = await mountShown(several(1), frame);
    expect(textOf(part(root, 'heading'))).to.equal('Derniers commentaires');
    expect(part(root, 'latest').lang).to.equal('fr-CA');
    expect(part(root, 'latest').getAttribute('aria-label')).to.equal('Derniers commentaires');
    element.lang = 'en';
    await until(() => textOf(part(root, 'heading')) === 'Latest comments', 'the other language');
  });

  it('has a heading of the level that the page says, or the page’s own', async () => {
    const { element, root } = await mountShown(several(1));
    expect(part(root, 'heading').ariaLevel).to.equal('2');
    element.headingLevel = 3;
    await element.updateComplete;
    expect(part(root, 'heading').ariaLevel).to.equal('3');
    const own = Object.assign(document.createElement('h3'), { slot: 'heading' });
    own.textContent = 'On en parle';
    element.append(own);
    expect(part(root, 'heading').checkVisibility()).to.equal(false);
    expect(own.checkVisibility()).to.equal(true);
    await expectAccessible(element);
  });

  it('is nothing at all where the backend cannot say it', async () => {
    const { element, root } = await mount({ backend: listsBackend({}) });
    await until(() => root.querySelector('[part]') === null, 'it to go');
    expect(heightOf(element)).to.equal(0);
  });

  for (const width of ['17rem', '24rem', '48rem']) {
    it(`moves nothing below it when it comes, ${width} wide`, async () => {
      const { answer, release } = held<LatestComment[]>();
      const text =
        'Je prends ce train depuis vingt ans, et jamais je n’ai vu autant de monde. '.repeat(4);
      const title = 'Au guichet d’Orvenay, la machine a réponse à tout, sauf à madame Lebreton';
      const backend = listsBackend({ loadLatest: () => answer });
      const frame = await fixture<HTMLElement>(html`<div lang="fr" style="width: ${width}"></div>`);
      const mounted = await mount({ backend }, frame);
      await until(() => textOf(part(mounted.root, 'heading')), 'the language');
      await mounted.element.updateComplete;
      const before = heightOf(mounted.element);
      expect(before).to.be.greaterThan(100);
      release([1, 2, 3, 4, 5].map((n) => latestComment(n, { text }, { title })));
      await shown(mounted, 5);
      expect(heightOf(mounted.element)).to.be.closeTo(before, 0.5);
      mounted.element.backend = listsBackend({ loadLatest: () => several(5) });
      await until(() => textOf(mounted.root).includes('Text of comment 5'), 'short comments');
      expect(heightOf(mounted.element)).to.be.closeTo(before, 0.5);
    });
  }
});

describe('below the window', () => {
  watchHostPage();

  it('takes no more room than it needs', async () => {
    const page = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    const [space, below] = [document.createElement('p'), document.createElement('div')];
    space.style.height = '3000px';
    page.append(below);
    const inView = await mountShown(several(3), below);
    page.prepend(space);
    const { element } = await mountShown(several(3), below);
    expect(heightOf(element)).to.be.lessThan(heightOf(inView.element) - 30);
  });
});

describe('what palabre-latest asks', () => {
  watchHostPage();

  for (const [limit, asked] of [
    [3, 3],
    [0, 5],
    [-4, 1],
    [2.9, 2],
    [100, 20],
    [NaN, 5],
  ] as const) {
    it(`is ${asked} comments for a limit of ${limit}`, async () => {
      const backend = listsBackend({ loadLatest: () => several(1) });
      await shown(await mount({ backend, limit }), 1);
      expect(backend.limits).to.deep.equal([asked]);
    });
  }

  it('waits until it is near, unless it is eager', async () => {
    const backend = listsBackend({ loadLatest: () => several(1) });
    const page = await fixture<HTMLElement>(
      html`<div lang="en"><p style="height: 20000px"></p></div>`,
    );
    const { element } = await mount({ backend, loading: 'lazy' }, page);
    const near = await fixture<HTMLElement>(html`<div lang="en"></div>`);
    page.before(near);
    await shown(
      await mount(
        { backend: listsBackend({ loadLatest: () => several(1) }), loading: 'lazy' },
        near,
      ),
      1,
    );
    expect(backend.limits).to.deep.equal([]);
    element.scrollIntoView();
    await until(() => backend.limits.length === 1, 'the question');
  });

  it('is asked again by refresh(), and what is shown stays until then', async () => {
    let latest: LatestComment[] | Promise<LatestComment[]> = several(2);
    const mounted = await mount({ backend: listsBackend({ loadLatest: () => latest }) });
    await shown(mounted, 2);
    const { answer, release } = held<LatestComment[]>();
    latest = answer;
    const refreshed = mounted.element.refresh();
    await mounted.element.updateComplete;
    expect(parts(mounted.root, 'item')).to.have.length(2);
    release(several(3));
    await refreshed;
    await shown(mounted, 3);
  });

  it('stays shown where a refresh fails', async () => {
    let fails = false;
    const backend = listsBackend({
      loadLatest: () => {
        if (fails) throw new PalabreError('network', 'refresh');
        return several(2);
      },
    });
    const mounted = await mount({ backend });
    await shown(mounted, 2);
    fails = true;
    await consoleDuring('warn', () => mounted.element.refresh());
    await mounted.element.updateComplete;
    expect(parts(mounted.root, 'item')).to.have.length(2);
    expect(parts(mounted.root, 'failure')).to.have.length(0);
  });

  it('ignores the answer to what it no longer asks', async () => {
    const first = held<LatestComment[]>();
    const mounted = await mount({ backend: listsBackend({ loadLatest: () => first.answer }) });
    mounted.element.backend = listsBackend({ loadLatest: () => several(1) });
    await shown(mounted, 1);
    first.release(several(4));
    await first.answer;
    await new Promise((resolve) => setTimeout(resolve));
    await mounted.element.updateComplete;
    expect(parts(mounted.root, 'item')).to.have.length(1);
  });

  it('is asked again by the button, which tells of another failure and keeps the place', async () => {
    let fails = true;
    const backend = listsBackend({
      loadLatest: () => {
        if (fails) throw new PalabreError('unavailable', 'by the button');
        return several(2);
      },
    });
    let mounted!: Mounted;
    const errors: PalabreError[] = [];
    const warnings = await consoleDuring('warn', async () => {
      mounted = await mount({});
      mounted.element.addEventListener('palabre-error', ({ detail }) => errors.push(detail.error));
      mounted.element.backend = backend;
      await until(() => parts(mounted.root, 'retry').length, 'the button');
      const heard = hearAnnouncements(mounted.root);
      await pressOn(part(mounted.root, 'retry'));
      await until(() => heard.said.length, 'what is said');
      expect(heard.said).to.deep.equal(['The comments could not be loaded.']);
      expect(mounted.root.activeElement).to.equal(part(mounted.root, 'latest'));
      heard.stop();
    });
    expect(warnings).to.have.length(1);
    expect(errors.map(({ code }) => code)).to.deep.equal(['unavailable', 'unavailable']);
    fails = false;
    await pressOn(part(mounted.root, 'retry'));
    await shown(mounted, 2);
    expect(mounted.root.activeElement).to.equal(part(mounted.root, 'latest'));
  });

  it('ends when it is taken off the page, and begins again when it is back', async () => {
    const backend = listsBackend({ loadLatest: () => several(1) });
    const mounted = await mount({});
    const frame = mounted.element.parentElement!;
    mounted.element.remove();
    mounted.element.backend = backend;
    await mounted.element.updateComplete;
    expect(backend.limits).to.deep.equal([]);
    frame.append(mounted.element);
    await shown(mounted, 1);
  });
});
