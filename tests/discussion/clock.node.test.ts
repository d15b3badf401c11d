import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { backendTime, setClock } from '../../src/discussion/clock.js';
import type { Discussion } from '../../src/discussion/discussion.js';

describe('the backend’s time', () => {
  it('goes on from what the backend said, whatever the device’s clock says', (context) => {
    const discussion = {} as Discussion;
    setClock(discussion, '2031-05-06T10:00:00.000Z');
    context.mock.timers.enable({ apis: ['Date'], now: 0 });
    const left = backendTime(discussion) - Date.parse('2031-05-06T10:00:00.000Z');
    assert.ok(left >= 0 && left < 60_000, `${left} ms`);
  });

  it('is the device’s where the backend says none, or no longer', (context) => {
    context.mock.timers.enable({ apis: ['Date'], now: 1_000 });
    const discussion = {} as Discussion;
    assert.equal(backendTime(discussion), 1_000);
    setClock(discussion, '2031-05-06T10:00:00.000Z');
    setClock(discussion, null);
    assert.equal(backendTime(discussion), 1_000);
  });
});
