import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  MAX_BRANCHES,
  MAX_THREADS,
  readCollapsed,
  writeCollapsed,
} from '../../src/cache/collapsed.js';
import { device, forgetDevice } from './device.js';

const KEY = 'palabre-collapsed';
const place = (thread = 'k', backend: string | object = 'https://comments.example') => ({
  backend,
  thread,
});
const numbered = (count: number): string[] => Array.from({ length: count }, (_, n) => `id-${n}`);

describe('the branches that a reader has hidden', () => {
  afterEach(() => {
    writeCollapsed(place(), []);
    forgetDevice();
  });

  it('are kept on the device by thread and backend, and gone when there are none', () => {
    const kept = device();
    writeCollapsed(place(), ['one', 'two']);
    writeCollapsed(place('other'), ['three']);
    assert.deepEqual(readCollapsed(place()), ['one', 'two']);
    assert.deepEqual(readCollapsed(place('other')), ['three']);
    assert.deepEqual(readCollapsed(place('k', 'https://other.example')), []);
    assert.deepEqual(readCollapsed(place('k', {})), []);
    writeCollapsed(place(), []);
    writeCollapsed(place('other'), []);
    assert.deepEqual([...kept], []);
  });

  it('leave the device when there are too many: the oldest first', () => {
    device();
    writeCollapsed(place(), numbered(MAX_BRANCHES + 1));
    assert.deepEqual(readCollapsed(place()), numbered(MAX_BRANCHES + 1).slice(1));
    for (const thread of numbered(MAX_THREADS - 1)) writeCollapsed(place(thread), ['x']);
    assert.equal(readCollapsed(place()).length, MAX_BRANCHES);
    writeCollapsed(place('one more'), ['x']);
    assert.deepEqual(readCollapsed(place()), []);
    assert.deepEqual(readCollapsed(place('id-0')), ['x']);
  });

  const poor: Record<string, (() => unknown) | undefined> = {
    'keeps nothing': () => device(['getItem', 'setItem', 'removeItem']),
    'is full': () => device(['setItem']),
    'is no browser': undefined,
  };
  for (const [how, make] of Object.entries(poor)) {
    it(`last as long as the page where the device ${how}`, () => {
      make?.();
      writeCollapsed(place(), ['one']);
      assert.deepEqual(readCollapsed(place()), ['one']);
      writeCollapsed(place(), []);
      assert.deepEqual(readCollapsed(place()), []);
    });
  }

  it('are texts, whatever else stands under their name', () => {
    const kept = device();
    const key = JSON.stringify(['https://comments.example', 'k']);
    const entry = fc.tuple(fc.constant(key), fc.array(fc.oneof(fc.string(), fc.jsonValue())));
    const value = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(fc.jsonValue(), entry)));
    const text = fc.oneof(
      fc.string(),
      value.map((it) => JSON.stringify(it)),
    );
    fc.assert(
      fc.property(text, (stored) => {
        kept.set(KEY, stored);
        const found = readCollapsed(place());
        assert.ok(found.length <= MAX_BRANCHES);
        assert.ok(found.every((id) => typeof id === 'string'));
        writeCollapsed(place(), ['one']);
        assert.deepEqual(readCollapsed(place()), ['one']);
      }),
    );
  });
});
