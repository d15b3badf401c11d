import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { author, comment, viewers } from '../../support/thread-builders.js';
import {
  commentElement,
  findPartOf,
  mountReady,
  part,
  partOf,
  textOf,
  until,
  type MountOptions,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const THREAD = [
  comment(1, { author: author('Anaïs', { badges: ['economist', 'staff'] }) }),
  comment(2, { author: author('Bob') }),
];

const mounted = (set: MountOptions['set']) =>
  mountReady({ comments: THREAD, viewer: viewers.subscriber(), set });

const addressOf = (root: ParentNode, n: number): string | null | undefined =>
  findPartOf(root, n, 'author-link')?.getAttribute('href');

describe('palabre-thread: authors as the page shows them', () => {
  watchHostPage();

  it('is accessible with links and badges', async () => {
    const { thread, root } = await mounted({
      authorLink: ({ name }) => `/people/${name}`,
      badgeLabels: { economist: 'Economist' },
    });
    await until(() => addressOf(root, 1), 'the link');
    await expectAccessible(thread);
  });

  it('lead where the page says, which is told who they are and nothing else', async () => {
    const heard: object[] = [];
    const { root } = await mounted({
      authorLink: (who) => {
        heard.push(who);
        return who.name === 'Bob' ? null : `/people/${who.id}`;
      },
    });
    await until(() => addressOf(root, 1), 'the link');
    expect(addressOf(root, 1)).to.equal(new URL('/people/account-Anaïs', location.href).href);
    expect(addressOf(root, 2)).to.equal(undefined);
    expect(textOf(partOf(root, 2, 'author'))).to.equal('Bob');
    expect(heard[0]).to.have.all.keys('id', 'name', 'picture', 'badges');
  });

  it('still name their comments', async () => {
    const { root } = await mounted({ authorLink: () => '/people' });
    await until(() => addressOf(root, 1), 'the link');
    const article = part(commentElement(root, 1), 'comment');
    const name = root.getElementById(article.getAttribute('aria-labelledby')!);
    expect(textOf(name)).to.equal('Anaïs');
  });

  it('lead nowhere by other schemes, nor when the page’s own code fails', async () => {
    const warn = console.warn;
    const warnings: unknown[] = [];
    console.warn = (...args: unknown[]) => warnings.push(args);
    try {
      const { root } = await mounted({
        authorLink: ({ name }) => {
          if (name === 'Bob') throw new Error('no');
          return ['javascript', 'alert(1)'].join(':');
        },
      });
      await until(() => findPartOf(root, 1, 'menu-button'), 'the late half');
      expect(findPartOf(root, 1, 'author-link') === null).to.equal(true);
      expect(textOf(partOf(root, 2, 'author'))).to.equal('Bob');
      expect(warnings, 'one warning for one cause').to.have.length(1);
    } finally {
      console.warn = warn;
    }
  });

  it('carry the newsroom’s words for badges, which may change at any time', async () => {
    const { thread, root } = await mounted({ badgeLabels: { economist: 'Économiste' } });
    const badges = () => textOf(partOf(root, 1, 'meta'));
    await until(() => badges().includes('Économiste'), 'the word');
    thread.badgeLabels = { economist: 'Economist', staff: 'The newsroom' };
    await until(() => badges().includes('Economist') && badges().includes('The newsroom'), 'both');
    thread.badgeLabels = null;
    await until(
      () => badges().includes('economist') && !badges().includes('newsroom'),
      'our words',
    );
    thread.lang = 'fr';
    await until(() => badges().includes('La rédaction'), 'the other language');
  });
});
