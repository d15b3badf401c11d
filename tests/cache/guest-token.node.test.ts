import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { guestToken } from '../../src/cache/guest-token.js';
import { device, forgetDevice } from './device.js';

const ADDRESS = 'https://comments.example/fr';

describe('the token of a guest', () => {
  afterEach(() => {
    guestToken(ADDRESS).write(null);
    forgetDevice();
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
