import { after, before, describe, it } from 'node:test';
import { findEngines } from '../browsers/find.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openWebKitPage, type WebKitPage } from './support/webkit-page.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };

/** Runs in the page: looks for a text in the database, for which others must let it have its turn. */
const LOOK = (text: string): string => `
  const opening = indexedDB.open('palabre');
  opening.onsuccess = () => {
    const objects = opening.result.transaction('kept', 'readwrite').objectStore('kept');
    const all = objects.getAll();
    all.onsuccess = () => {
      window.found = JSON.stringify(all.result).includes('${text}');
      opening.result.close();
    };
  };`;

const NEWS = `document.querySelector('palabre-thread').shadowRoot.querySelector("[part='arrivals-button']")`;

const webkit = (await findEngines()).find(({ name }) => name === 'webkit');

// WebKit alone keeps a page that is left as it stands, with whatever it has begun in a database.
describe('a page that is left, in webkit', { skip: !webkit && 'not here' }, () => {
  let newsroom: Newsroom;
  let page: WebKitPage;

  before(async () => {
    [newsroom, page] = await Promise.all([openNewsroom(), openWebKitPage(webkit!)]);
    await newsroom.write(KADER, 'Le premier message.');
  });
  after(async () => {
    await page.close();
    await newsroom.close();
  });

  const comesTrue = (what: string): Promise<void> =>
    until(() => page.run<boolean>(`return ${what}`), what);
  const visit = async (query: string): Promise<void> => {
    await page.goto(newsroom.article + query);
    await page.run(`document.querySelector('#discussion').scrollIntoView()`);
    await comesTrue(`Object.keys(localStorage).some((name) => name.startsWith('palabre-kept '))`);
  };
  const showsNews = async (): Promise<void> => {
    await comesTrue(`${NEWS} !== null`);
    await page.run(`${NEWS}.click()`);
  };
  const keeps = async (text: string): Promise<void> => {
    await until(async () => {
      await page.run(`window.found = null; ${LOOK(text)}`);
      await comesTrue('window.found !== null');
      return page.run<boolean>('return window.found');
    }, `"${text}" to be kept`);
  };

  it('holds up the database of no other', async () => {
    await visit('');
    for (const query of ['?1', '?2', '?3']) {
      // It has something to write as it is left.
      await newsroom.write(KADER, `Un message avant ${query}.`);
      await comesTrue(`${NEWS} !== null`);
      await visit(query);
      await showsNews();
      await keeps(`Un message avant ${query}.`);
    }
  });

  it('keeps what is new once one comes back to it', async () => {
    await visit('');
    await page.run(`onpageshow = ({ persisted }) => (window.isAsLeft = persisted);`);
    await visit('?away');
    await page.back();
    await comesTrue('window.isAsLeft');
    await newsroom.write(KADER, 'Après le retour.');
    await showsNews();
    await keeps('Après le retour.');
  });
});
