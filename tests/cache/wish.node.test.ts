import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { readWish, WISH_LIFE, writeWish } from '../../src/cache/wish.js';

const HERE = { backend: 'https://comments.example/', thread: 'article' };
const WISH = { comment: 'c', act: 'vote-for' } as const;
const NOW = Date.UTC(2027, 0, 1);

function device(): Map<string, string> {
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    },
  });
  return kept;
}

describe('what a visitor wanted to do', () => {
  afterEach(() => Reflect.deleteProperty(globalThis, 'localStorage'));

  it('is kept for its thread alone', () => {
    device();
    writeWish(HERE, WISH, NOW);
    assert.deepEqual(readWish({ ...HERE, backend: 'https://comments.example' }, NOW), WISH);
    assert.equal(readWish({ ...HERE, thread: 'other' }, NOW), null);
    assert.equal(readWish({ ...HERE, backend: 'https://other.example' }, NOW), null);
  });

  it('lasts for a while, whichever way the clock is set', () => {
    device();
    writeWish(HERE, WISH, NOW);
    assert.deepEqual(readWish(HERE, NOW + WISH_LIFE - 1), WISH);
    assert.equal(readWish(HERE, NOW + WISH_LIFE), null);
    assert.equal(readWish(HERE, NOW - WISH_LIFE), null);
  });

  it('leaves nothing behind when it is forgotten', () => {
    const kept = device();
    writeWish(HERE, WISH, NOW);
    writeWish(HERE, null, NOW);
    assert.equal(readWish(HERE, NOW), null);
    assert.equal(kept.size, 0);
  });

  it('is nothing where something else stands under its name', () => {
    const kept = device();
    for (const value of ['nonsense', '7', '[]', '{"comment":1}', 'null']) {
      kept.set('palabre-wish', value);
      assert.equal(readWish(HERE, NOW), null);
    }
    writeWish(HERE, WISH, NOW);
    kept.set('palabre-wish', kept.get('palabre-wish')!.replace('vote-for', 'erase'));
    assert.equal(readWish(HERE, NOW), null);
  });

  it('lasts as long as the page where the device keeps nothing', () => {
    Object.assign(globalThis, {
      localStorage: {
        getItem: () => null,
        setItem() {
          throw new Error('full');
        },
        removeItem: () => undefined,
      },
    });
    writeWish(HERE, WISH, NOW);
    assert.deepEqual(readWish(HERE, NOW), WISH);
    writeWish(HERE, null, NOW);
  });
});
