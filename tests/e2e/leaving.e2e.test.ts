import { after, before, describe, it } from 'node:test';
import { findEngines } from '../browsers/find.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openWebKitReader, type WebKitReader } from './support/webkit-reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };

const webkit = (await findEngines()).find(({ name }) => name === 'webkit');

// WebKit alone keeps a page that is left as it stands, with whatever it has begun in a database.
describe('a page that is left, in webkit', { skip: !webkit && 'not here' }, () => {
  let newsroom: Newsroom;
  let reader: WebKitReader;

  before(async () => {
    newsroom = await openNewsroom();
    reader = await openWebKitReader(webkit!, newsroom, 'visitor');
    await newsroom.write(KADER, 'Le premier message.');
  });
  after(async () => {
    await reader.page.close();
    await newsroom.close();
  });

  it('holds up the database of no other', async () => {
    await reader.visits();
    for (const query of ['?1', '?2', '?3']) {
      // It has something to write as it is left.
      await newsroom.write(KADER, `Un message avant ${query}.`);
      await reader.sees('arrivals-button', 'nouveau');
      await reader.visits(query);
      await reader.presses('arrivals-button');
      await reader.keeps(`Un message avant ${query}.`);
    }
  });

  it('keeps what is new once one comes back to it', async () => {
    await reader.visits();
    await reader.page.run(`onpageshow = ({ persisted }) => (window.isAsLeft = persisted);`);
    await reader.visits('?away');
    await reader.page.back();
    await reader.finds('window.isAsLeft');
    await newsroom.write(KADER, 'Après le retour.');
    await reader.presses('arrivals-button');
    await reader.keeps('Après le retour.');
  });
});
