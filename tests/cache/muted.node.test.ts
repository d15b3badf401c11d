import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MAX_MUTED, mute, readMuted, unmute } from '../../src/cache/muted.js';

const stored = new Map<string, string>();

describe('muted readers', () => {
  beforeEach(() => {
    stored.clear();
    const value = {
      getItem: (key: string) => stored.get(key) ?? null,
      setItem: (key: string, text: string) => void stored.set(key, text),
    };
    Object.defineProperty(globalThis, 'localStorage', { value, configurable: true });
  });

  it('are listed once each, by their latest names', () => {
    mute({ id: 'a', name: 'Ana' });
    mute({ id: 'b', name: 'Bo' });
    mute({ id: 'a', name: 'Ana L.' });
    assert.deepEqual(readMuted(), [
      { id: 'b', name: 'Bo' },
      { id: 'a', name: 'Ana L.' },
    ]);
  });

  it('are none any more when they are let speak', () => {
    mute({ id: 'a', name: 'Ana' });
    unmute('a');
    unmute('nobody');
    assert.deepEqual(readMuted(), []);
  });

  it('keep nothing of a person but the id and the name', () => {
    mute({ id: 'a', name: 'Ana', picture: 'https://x.example/a' } as never);
    assert.deepEqual(JSON.parse(stored.get('palabre-muted')!), [{ id: 'a', name: 'Ana' }]);
  });

  it('are as many as are remembered', () => {
    for (let n = 0; n <= MAX_MUTED; n += 1) mute({ id: `${n}`, name: 'X' });
    assert.equal(readMuted().length, MAX_MUTED);
    assert.equal(readMuted()[0]!.id, '1');
  });

  it('are nobody where something else is kept', () => {
    stored.set('palabre-muted', '[{"id":1},"x",null,{"id":"a","name":"Ana"}]');
    assert.deepEqual(readMuted(), [{ id: 'a', name: 'Ana' }]);
  });
});
