import { expect } from '@open-wc/testing';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, tombstone } from '../../support/thread-builders.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import {
  findPartOf,
  mountReady,
  part,
  partOf,
  parts,
  ready,
  textOf,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';

const HOUR = 3_600_000;
const ago = (milliseconds: number): Date => new Date(Date.now() - milliseconds);

/** Mounts a thread without a `lang` of its own somewhere. */
async function mountWithin(place: ParentNode): Promise<ShadowRoot> {
  const thread = document.createElement('palabre-thread');
  const { backend } = new MemoryBackend({ comments: comments(2) });
  Object.assign(thread, { backend, thread: 'k', loading: 'eager' });
  place.append(thread);
  await ready({ thread });
  return thread.shadowRoot!;
}

describe('palabre-thread: languages', () => {
  watchHostPage();
  const html = document.documentElement;
  const before = html.lang;
  let place: HTMLElement;
  beforeEach(() => document.body.append((place = document.createElement('div'))));
  afterEach(() => {
    html.lang = before;
    place.remove();
  });

  it('is accessible in French', async () => {
    const { thread } = await mountReady({ comments: comments(2), attributes: { lang: 'fr' } });
    await expectAccessible(thread);
  });

  it('speaks the language of the page', async () => {
    html.lang = 'fr';
    const root = await mountWithin(place);
    expect(textOf(part(root, 'heading'))).to.equal('2 commentaires');
    expect(part(root, 'thread').lang).to.equal('fr');
  });

  it('speaks the nearest one', async () => {
    html.lang = 'en';
    place.lang = 'fr-CA';
    const root = await mountWithin(place);
    expect(textOf(part(root, 'heading'))).to.equal('2 commentaires');
    expect(part(root, 'thread').lang).to.equal('fr-CA');
  });

  it('finds it across shadow boundaries, and through slots', async () => {
    html.lang = 'en';
    place.lang = 'fr';
    const inner = document.createElement('div');
    place.attachShadow({ mode: 'open' }).append(inner);
    const deep = inner.attachShadow({ mode: 'closed' });
    expect(textOf(part(await mountWithin(deep), 'heading'))).to.equal('2 commentaires');

    const host = document.createElement('div');
    document.body.append(host);
    const around = document.createElement('section');
    around.lang = 'fr';
    around.append(document.createElement('slot'));
    host.attachShadow({ mode: 'open' }).append(around);
    const slotted = await mountWithin(host);
    host.remove();
    expect(textOf(part(slotted, 'heading'))).to.equal('2 commentaires');
  });

  for (const lang of ['de', 'x-nonsense-', '', 'tlh']) {
    it(`speaks English where the page says "${lang}"`, async () => {
      html.lang = lang;
      const root = await mountWithin(place);
      expect(textOf(part(root, 'heading'))).to.equal('2 comments');
      expect(part(root, 'thread').lang).to.equal('en');
    });
  }

  const reasons = {
    en: [
      'This comment was deleted by its author.',
      'This comment was deleted by a moderator.',
      'This comment was deleted because its author’s account was deleted.',
    ],
    fr: [
      'Ce message a été supprimé par son auteur·ice.',
      'Ce message a été supprimé par la modération.',
      'Ce message a été supprimé à la suite de la suppression du compte de son auteur·ice.',
    ],
  };
  for (const [lang, said] of Object.entries(reasons)) {
    it(`says in ${lang} why a comment is gone, and keeps its replies`, async () => {
      const { root } = await mountReady({
        comments: [
          tombstone(1, 'author'),
          tombstone(2, 'moderation'),
          tombstone(3, 'account-erased'),
          comment(10, { parent: 3 }),
        ],
        attributes: { lang },
      });
      [1, 2, 3].forEach((n, index) => {
        expect(textOf(partOf(root, n, 'tombstone'))).to.contain(said[index]);
        for (const gone of ['author', 'body', 'vote-button', 'reply-button']) {
          expect(findPartOf(root, n, gone), `${gone} of ${n}`).to.equal(null);
        }
        expect(findPartOf(root, n, 'permalink')).not.to.equal(null);
      });
      expect(textOf(partOf(root, 10, 'author'))).to.equal('Reader 10');
    });
  }

  const relative: [lang: string, at: () => Date, said: string][] = [
    ['en', () => ago(2.5 * HOUR), '2 hours ago'],
    ['fr', () => ago(2.5 * HOUR), 'il y a 2 heures'],
    ['en', () => ago(10_000), 'now'],
    ['fr', () => ago(-5 * HOUR), 'maintenant'],
    ['en', () => new Date('2019-07-14T09:30:00.000Z'), 'July 14, 2019'],
  ];
  for (const [lang, at, said] of relative) {
    it(`says "${said}", and exactly when on demand`, async () => {
      const date = at();
      const { root } = await mountReady({
        comments: [comment(1, { at: date })],
        attributes: { lang },
      });
      const time = partOf(root, 1, 'time');
      expect(time.localName).to.equal('time');
      expect(textOf(time).replace(/[\u00a0\u202f]/g, ' ')).to.equal(said);
      expect(time.getAttribute('datetime')).to.equal(date.toISOString());
      const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' });
      expect(time.title).to.equal(exact.format(date));
      expect(partOf(root, 1, 'permalink').getAttribute('aria-label')).to.contain(time.title);
    });
  }

  it('isolates names of another direction', async () => {
    const { root } = await mountReady({
      comments: [comment(1, { author: { id: 'a', name: 'ليلى', picture: null, badges: [] } })],
    });
    expect(parts(root, 'author')[0]!.localName).to.equal('bdi');
  });
});
