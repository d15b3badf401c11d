import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MAX_VISITS, noteVisit, VISIT_GAP } from '../../src/cache/visits.js';

const stored = new Map<string, string>();
const storage = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
};

const KEY = 'palabre-visits';
const times = (n: number) => `2026-01-01T00:00:0${n}.000Z`;

describe('visits of a thread', () => {
  beforeEach(() => {
    stored.clear();
    Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  });

  it('find nothing new at the first one', () => {
    assert.equal(noteVisit('k', times(1), 0), null);
  });

  it('find new what came after the newest comment of the one before', () => {
    noteVisit('k', times(1), 0);
    assert.equal(noteVisit('k', times(3), VISIT_GAP), times(1));
    assert.equal(noteVisit('k', times(4), 3 * VISIT_GAP), times(3));
  });

  it('go on through reloads, whatever has come meanwhile', () => {
    noteVisit('k', times(1), 0);
    noteVisit('k', times(3), VISIT_GAP);
    assert.equal(noteVisit('k', times(5), VISIT_GAP + 1), times(1));
    assert.equal(noteVisit('k', times(2), 2 * VISIT_GAP), times(1));
    assert.equal(noteVisit('k', times(6), 4 * VISIT_GAP), times(5));
  });

  it('stay sane when the device’s clock is set back or ahead', () => {
    const day = 86_400_000;
    noteVisit('k', times(1), day);
    assert.equal(noteVisit('k', times(3), 0), times(1));
    assert.equal(noteVisit('k', times(3), 2 * day), times(3));
  });

  it('are kept apart by thread, and for the latest threads only', () => {
    noteVisit('first', times(1), 0);
    for (let n = 0; n < MAX_VISITS; n += 1) noteVisit(`k${n}`, times(1), 0);
    assert.equal(noteVisit('first', times(2), 2 * VISIT_GAP), null);
    assert.equal(noteVisit(`k${MAX_VISITS - 1}`, times(2), 2 * VISIT_GAP), times(1));
  });

  for (const foreign of ['{', '5', '[{"thread":1}]', '[null]', '{"a":1}']) {
    it(`do not mind what else is kept in their place: ${foreign}`, () => {
      stored.set(KEY, foreign);
      assert.equal(noteVisit('k', times(1), 0), null);
      assert.equal(noteVisit('k', times(2), VISIT_GAP), times(1));
    });
  }

  it('last as long as the page where the device keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('no', 'SecurityError');
    };
    const value = { getItem: refuse, setItem: refuse };
    Object.defineProperty(globalThis, 'localStorage', { value, configurable: true });
    noteVisit('k', times(1), 0);
    assert.equal(noteVisit('k', times(2), VISIT_GAP), times(1));
  });
});
