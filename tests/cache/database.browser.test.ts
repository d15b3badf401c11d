import { expect } from '@open-wc/testing';
import { change, find, findKeys, read, remove, write } from '../../src/cache/database.js';
import { consoleDuring, watchHostPage } from '../elements/support/host-page.js';
import { deleteDatabase, emptyDatabase, instead, readDatabase } from './support.js';

const quota = (): never => {
  throw new DOMException('Full', 'QuotaExceededError');
};

describe('the database', () => {
  watchHostPage();
  beforeEach(emptyDatabase);
  after(emptyDatabase);

  it('keeps, finds, changes and forgets', async () => {
    expect(await read('a 1')).to.equal(undefined);
    expect(await write('a 1', 'one')).to.equal(true);
    expect(await write('b 1', 'other')).to.equal(true);
    expect(await change('a 2', (old) => [old, 'two'])).to.equal(true);
    expect([...(await find('a '))]).to.deep.equal([
      ['a 1', 'one'],
      ['a 2', [undefined, 'two']],
    ]);
    expect(await findKeys('a ')).to.have.members(['a 1', 'a 2']);
    expect((await readDatabase()).get('a 1')).to.equal('one');
    expect(await remove('a 1', 'a 2')).to.equal(true);
    expect([...(await readDatabase()).keys()]).to.deep.equal(['b 1']);
  });

  it('goes on in memory where the device is full, and says nothing', async () => {
    const warned = await consoleDuring('warn', () =>
      instead(IDBObjectStore.prototype, 'put', quota, async () => {
        expect(await write('full', 'text')).to.equal(false);
        expect(await change('full', (old) => `${old as string} and more`)).to.equal(false);
        expect(await read('full')).to.equal('text and more');
        expect(await findKeys('fu')).to.deep.equal(['full']);
      }),
    );
    expect(warned).to.deep.equal([]);
    // There is room again.
    expect(await change('full', (old) => `${old as string}, kept`)).to.equal(true);
    expect((await readDatabase()).get('full')).to.equal('text and more, kept');
  });

  it('goes on in memory where nothing can be opened', async () => {
    await instead(IDBDatabase.prototype, 'transaction', quota, async () => {
      expect(await write('blocked', 1)).to.equal(false);
      expect(await read('blocked')).to.equal(1);
      expect([...(await find('blocked'))]).to.deep.equal([['blocked', 1]]);
      expect(await remove('blocked')).to.equal(false);
      expect(await read('blocked')).to.equal(undefined);
    });
  });

  it('gives way to a page that deletes it, and begins anew', async () => {
    await write('before', 1);
    await deleteDatabase();
    expect(await read('before')).to.equal(undefined);
    expect(await write('after', 2)).to.equal(true);
    expect(await read('after')).to.equal(2);
  });

  it('goes on in memory where a later version has taken it over', async () => {
    await write('before', 1);
    const newer = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('palabre', 99);
      request.onupgradeneeded = () => request.result.deleteObjectStore('kept');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
    try {
      expect(await write('later', 1)).to.equal(false);
      expect(await read('later')).to.equal(1);
    } finally {
      newer.close();
      await deleteDatabase();
    }
  });
});
