import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { readsByKeys, writeReadsByKeys } from '../../src/cache/keys.js';
import { device, forgetDevice } from './device.js';

describe('whether a reader uses single keys', () => {
  afterEach(() => {
    writeReadsByKeys(true);
    forgetDevice();
  });

  it('is so until they say no, which the device keeps', () => {
    const kept = device();
    assert.equal(readsByKeys(), true);
    writeReadsByKeys(false);
    assert.deepEqual([...kept], [['palabre-keys', '"off"']]);
    assert.equal(readsByKeys(), false);
    writeReadsByKeys(true);
    assert.deepEqual([...kept], []);
    assert.equal(readsByKeys(), true);
  });

  const poor: Record<string, (() => unknown) | undefined> = {
    'keeps nothing': () => device(['getItem', 'setItem', 'removeItem']),
    'is full': () => device(['setItem']),
    'is no browser': undefined,
  };
  for (const [how, make] of Object.entries(poor)) {
    it(`lasts as long as the page where the device ${how}`, () => {
      make?.();
      assert.equal(readsByKeys(), true);
      writeReadsByKeys(false);
      assert.equal(readsByKeys(), false);
      writeReadsByKeys(true);
      assert.equal(readsByKeys(), true);
    });
  }

  it('takes whatever else stands under its name for the default', () => {
    device().set('palabre-keys', '{"on":false}');
    assert.equal(readsByKeys(), true);
  });
});
