import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { findEngines } from '../browsers/find.js';
import type { ThreadPage } from '../../src/model/thread.js';
import { until } from '../support/processes.js';
import { openNewsroom, type Newsroom } from './support/newsroom.js';
import { openWebKitReader, type WebKitReader } from './support/webkit-reader.js';

const KADER = { sub: 'kader', name: 'Kader B.', subscriber: true };
/** Milliseconds: far longer than a page takes to show what it has. */
const DELAY = 5_000;

const webkit = (await findEngines()).find(({ name }) => name === 'webkit');

describe('a reader who comes back, in webkit', { skip: !webkit && 'not here' }, () => {
  let newsroom: Newsroom;
  let reader: WebKitReader;

  before(async () => {
    newsroom = await openNewsroom({}, true, DELAY);
    newsroom.setDelay(0);
    reader = await openWebKitReader(webkit!, newsroom, 'subscriber');
    await newsroom.write(KADER, 'Le premier message.');
  });
  after(async () => {
    await reader.page.close();
    await newsroom.close();
  });

  it('sees the comments before any answer', async () => {
    await reader.visits();
    await reader.sees('body', 'Le premier message.');
    await reader.keeps('Le premier message.');
    newsroom.setDelay(DELAY);
    newsroom.sent.length = 0;
    await reader.visits();
    await reader.sees('body', 'Le premier message.');
    assert.deepEqual(newsroom.sent, []);
    newsroom.setDelay(0);
  });

  it('writes without a server, reloads, and is heard once', async () => {
    const text = 'Ecrit sans reseau';
    await reader.visits();
    await reader.sees('label', 'Votre commentaire');
    await newsroom.stopComments();
    await reader.focuses("palabre-composer[parent=''] textarea, textarea");
    await reader.page.type(text);
    await reader.presses('send-button');
    await reader.sees('state', 'attente');
    await reader.visits();
    await reader.sees('body', text);
    await reader.sees('state', 'attente');
    await newsroom.startComments();
    const query = new URLSearchParams({ thread: newsroom.article });
    const times = async (): Promise<number> => {
      const answer = await fetch(`${newsroom.api}/v1/thread?${query}`);
      const { comments } = (await answer.json()) as ThreadPage;
      return comments.filter((comment) => JSON.stringify(comment).includes(text)).length;
    };
    await until(async () => (await times()) > 0, 'the comment on the server');
    await until(async () => (await reader.reads('state')).length === 0, 'nothing that waits');
    assert.equal(await times(), 1);
  });
});
