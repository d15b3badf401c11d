import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createEar } from '../../../src/server/events/ear.js';

const MINUTE = 60_000;

/** A connection that says back what is sent, as long as it may. */
function setUp(context: TestContext) {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const state = {
    opens: true,
    echoes: true,
    opened: 0,
    ended: 0,
    heard: 0,
    messages: [] as string[],
    notices: [] as string[],
    say: (_text: string): void => {},
    lose: (): void => {},
  };
  const ear = createEar({
    async open(onMessage, onLost) {
      state.opened += 1;
      if (!state.opens) throw new Error('no database');
      Object.assign(state, { say: onMessage, lose: onLost });
      return async () => void (state.ended += 1);
    },
    probe: 'probe mine',
    send: async (text) => {
      if (state.echoes) state.say(text);
    },
    onMessage: (text) => void state.messages.push(text),
    onHeard: () => void (state.heard += 1),
    onNotice: (message) => void state.notices.push(message),
  });
  const pass = async (milliseconds: number): Promise<void> => {
    for (let left = milliseconds; left > 0; left -= 500) {
      context.mock.timers.tick(Math.min(left, 500));
      await setImmediate();
    }
  };
  const start = async (): Promise<void> => {
    ear.start();
    ear.start();
    await setImmediate();
  };
  context.after(() => ear.close());
  return { state, ear, pass, start };
}

describe('a connection that listens', () => {
  test('counts as heard once its own words come back, and is asked again and again', async (context) => {
    const { state, ear, pass, start } = setUp(context);
    assert.ok(!ear.hears());
    await start();
    assert.deepEqual([state.opened, state.heard, ear.hears()], [1, 1, true]);
    state.say('something');
    state.say('probe of another');
    assert.deepEqual(state.messages, ['something', 'probe of another']);
    await pass(10 * MINUTE);
    assert.deepEqual([state.opened, state.heard, state.notices], [1, 1, []]);
  });

  test('is given up when nothing comes back any more, and is opened again', async (context) => {
    const { state, ear, pass, start } = setUp(context);
    await start();
    state.echoes = false;
    await pass(31_000 + 5_000);
    assert.deepEqual([ear.hears(), state.ended, state.notices.length], [false, 1, 1]);
    state.echoes = true;
    await pass(MINUTE);
    assert.deepEqual([ear.hears(), state.heard, state.notices.length], [true, 2, 2]);
    assert.equal(state.opened - state.ended, 1);
  });

  test('that ends is opened again, at once at first and then less and less often', async (context) => {
    const { state, ear, pass, start } = setUp(context);
    await start();
    state.opens = false;
    state.lose();
    assert.ok(!ear.hears());
    await pass(1_000);
    assert.equal(state.opened, 2);
    await pass(10 * MINUTE);
    const tries = state.opened;
    assert.ok(tries > 5 && tries < 15, String(tries));
    await pass(60 * MINUTE);
    assert.ok(state.opened - tries <= 12, 'not more than once in five minutes');
    assert.equal(state.notices.length, 1);
    state.opens = true;
    await pass(6 * MINUTE);
    assert.deepEqual([ear.hears(), state.heard], [true, 2]);
  });

  test('says nothing more once it was replaced or closed', async (context) => {
    const { state, ear, pass, start } = setUp(context);
    await start();
    const { say, lose } = state;
    lose();
    await pass(1_000);
    say('too late');
    lose();
    assert.deepEqual([state.messages, ear.hears()], [[], true]);
    await ear.close();
    state.say('after the end');
    state.lose();
    await pass(10 * MINUTE);
    assert.deepEqual([state.messages, state.opened, state.opened - state.ended], [[], 2, 0]);
  });
});
