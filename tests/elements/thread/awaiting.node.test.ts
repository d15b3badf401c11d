import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { askAgainInTime } from '../../../src/elements/thread/awaiting.js';
import { openLoaded } from '../../discussion/setting.js';
import { viewers } from '../../support/thread-builders.js';

const SECOND = 1_000;

describe('what a reader may do who has waited long enough', () => {
  it('is asked for in time, and less and less often where nobody answers', async (context) => {
    context.mock.method(console, 'warn', () => undefined);
    const viewer = viewers.subscriber();
    const until = new Date(Date.now() + 5 * SECOND).toISOString();
    const comment = { allowed: false as const, reason: 'wait' as const, until };
    const can = { ...viewer.can, comment };
    const { memory, discussion } = await openLoaded({ viewer: { ...viewer, can } });
    memory.failAll('loadViewer', 'network');
    const asked = (): number => memory.calls.filter(({ method }) => method === 'loadViewer').length;
    context.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.now() });
    const pass = async (seconds: number): Promise<void> => {
      for (let second = 0; second < seconds; second += 1) {
        context.mock.timers.tick(SECOND);
        await setImmediate();
      }
    };
    const before = asked();
    askAgainInTime(discussion);
    await pass(6);
    assert.equal(asked(), before + 1);
    await pass(600);
    assert.ok(asked() > before + 4 && asked() < before + 20, `${asked() - before} times`);
    discussion.close();
  });
});
