import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  dropEntries,
  keepEntry,
  keyAfter,
  readOutbox,
  type Entry,
  type Write,
} from '../../src/cache/outbox.js';
import { clearDevice, keptOnDevice, leaveOnDevice } from './indexed-db.js';

const SITE = 'https://talk.example';
const WRITES: Write[] = [
  { kind: 'comment', comment: 'c', parent: null, source: 'Text', attempted: null },
  { kind: 'comment', comment: 'c', parent: 'p', source: 'Text', attempted: 'Before' },
  { kind: 'edit', comment: 'c', source: 'Other' },
  { kind: 'delete', comment: 'c' },
  { kind: 'vote', comment: 'c', value: -1 },
  { kind: 'report', comment: 'c', id: 'r', reason: 'spam', details: '', notice: null },
];

const entry = (key: string, more: Partial<Entry> = {}): Entry => ({
  key,
  thread: { key: 'k', url: 'https://n.example/a', title: 'A' },
  by: 'alice',
  write: WRITES[0]!,
  at: Date.now(),
  attempts: 0,
  refused: null,
  base: null,
  ...more,
});

const keys = async (backend: string | object = SITE): Promise<string[]> =>
  (await readOutbox(backend)).entries.map(({ key }) => key);

describe('the outbox on the device', () => {
  beforeEach(clearDevice);

  it('gives back what was put there, whole', async () => {
    for (const write of WRITES) {
      const put = entry(keyAfter(SITE, []), { write, attempts: 3, refused: 'closed', by: null });
      assert.equal(await keepEntry(SITE, put), true);
      const { entries, era } = await readOutbox(SITE);
      assert.deepEqual(entries, [put]);
      assert.equal(typeof era, 'string');
      await dropEntries(put);
    }
    assert.deepEqual(await keys(), []);
  });

  it('keeps the order of writing, whatever the clock says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(2 ** 41), { maxLength: 12 }), async (times) => {
        await clearDevice();
        const written: Entry[] = [];
        for (const time of times) {
          const next = entry(keyAfter(SITE, written, time));
          written.push(next);
          await keepEntry(SITE, next);
        }
        assert.deepEqual(
          await keys(),
          written.map(({ key }) => key),
        );
      }),
      { numRuns: 40, seed: 20_270_401 },
    );
  });

  it('keeps backends apart, however their addresses are written', async () => {
    const here = entry(keyAfter(SITE, []));
    const own = entry(keyAfter({}, []));
    await keepEntry(SITE, here);
    await keepEntry({}, own);
    assert.deepEqual(await keys(`${SITE}/`), [here.key]);
    assert.deepEqual(await keys({}), [own.key]);
    assert.deepEqual(await keys(`${SITE}/other`), []);
  });

  it('lets go of what is not whole, and of nothing else', async () => {
    const whole = entry(keyAfter(SITE, []));
    await keepEntry(SITE, whole);
    const { key: _, ...rest } = whole;
    const bad: unknown[] = [
      null,
      'text',
      { version: 1, ...rest, write: { ...rest.write, kind: 'shout' } },
      { version: 1, ...rest, write: { kind: 'vote', comment: 'c', value: 7 } },
      { version: 1, ...rest, refused: 'no-such-code' },
      { version: 1, ...rest, thread: null },
      { version: 2, ...rest },
    ];
    for (const [index, value] of bad.entries()) {
      await leaveOnDevice(`${whole.key}-${index}`, value);
    }
    await leaveOnDevice('outbox https://other.example 1', 'another’s');
    assert.deepEqual(await keys(), [whole.key]);
    assert.equal((await keptOnDevice()).size, 3, 'the entry, the era, another’s');
  });

  it('lasts a week, and whatever the clock says', async () => {
    const week = 7 * 24 * 3_600_000;
    for (const at of [Date.now() - week, Date.now() - 9 * week, Date.now() + 9 * week, 0]) {
      for (const write of WRITES) {
        const old = entry(keyAfter(SITE, [], at), { at, write });
        await keepEntry(SITE, old);
        assert.deepEqual(await keys(), [old.key], `${write.kind} at ${at}`);
        await dropEntries(old);
      }
    }
  });

  it('has another era once everything was forgotten, and the same one as long as not', async () => {
    await keepEntry(SITE, entry(keyAfter(SITE, [])));
    const { era } = await readOutbox(SITE);
    await keepEntry(SITE, entry(keyAfter(SITE, [])));
    assert.equal((await readOutbox(SITE)).era, era);
    await clearDevice();
    assert.equal((await readOutbox(SITE)).era, null);
    await keepEntry(SITE, entry(keyAfter(SITE, [])));
    assert.notEqual((await readOutbox(SITE)).era, era);
  });
});
