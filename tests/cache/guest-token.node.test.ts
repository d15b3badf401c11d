import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { guestToken } from '../../src/cache/guest-token.js';

const ADDRESS = 'https://comments.example/fr';

/** A device that keeps what it is given, or refuses some of it. */
function device(refuses: (keyof Storage)[] = []): Map<string, string> {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const refuse = (): never => {
    throw new DOMException('No', 'SecurityError');
  };
  for (const name of refuses) Object.assign(storage, { [name]: refuse });
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  return kept;
}

describe('the token of a guest', () => {
  afterEach(() => {
    guestToken(ADDRESS).write(null);
    Reflect.deleteProperty(globalThis, 'localStorage');
  });

  it('is kept on the device, under the address of its backend', () => {
    const kept = device();
    guestToken(ADDRESS).write('one');
    assert.deepEqual([...kept], [[`palabre-guest ${ADDRESS}`, 'one']]);
    assert.equal(guestToken(`${ADDRESS}/`).read(), 'one');
    assert.equal(guestToken('https://other.example').read(), null);
    guestToken(ADDRESS).write(null);
    assert.deepEqual([...kept], []);
  });

  const poor: Record<string, (() => unknown) | undefined> = {
    'keeps nothing': () => device(['getItem', 'setItem', 'removeItem']),
    'is full': () => device(['setItem']),
    'is no browser': undefined,
  };
  for (const [how, make] of Object.entries(poor)) {
    it(`lasts as long as the page where the device ${how}`, () => {
      make?.();
      guestToken(ADDRESS).write('one');
      assert.equal(guestToken(ADDRESS).read(), 'one');
      guestToken(ADDRESS).write(null);
      assert.equal(guestToken(ADDRESS).read(), null);
    });
  }

  it('stays with the object where the backend is one, for it is for nobody else', () => {
    const kept = device();
    const backend = {};
    guestToken(backend).write('one');
    assert.equal(guestToken(backend).read(), 'one');
    assert.equal(guestToken({}).read(), null);
    assert.equal(kept.size, 0);
    guestToken(backend).write(null);
    assert.equal(guestToken(backend).read(), null);
  });
});
