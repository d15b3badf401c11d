import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import type { Discussion } from '../../../src/discussion/discussion.js';
import { isUnconfirmed, loadViewer } from '../../../src/discussion/viewing.js';
import { confirmReader } from '../../../src/elements/thread/asking-again.js';
import type { ThreadHost } from '../../../src/elements/thread/host.js';
import { keyOfPlace } from '../../../src/cache/place.js';
import { followAccounts } from '../../../src/discussion/accounts.js';
import { followClosing } from '../../../src/discussion/closing.js';
import { rememberOrigin } from '../../../src/discussion/origin.js';
import { viewers } from '../../support/thread-builders.js';
import { openLoaded } from '../../discussion/setting.js';

const page = new EventTarget();
const tab = { hidden: false };
Object.assign(globalThis, { window: page, document: tab });

/** A thread whose newspaper cannot say who reads, as long as it is out. */
async function thread(context: TestContext) {
  context.mock.method(console, 'warn', () => undefined);
  const login = { isOut: false, asked: 0 };
  const tokens = (): string => {
    login.asked += 1;
    if (login.isOut) throw new TypeError('Failed to fetch');
    return 'token';
  };
  const { discussion, memory } = await openLoaded({}, { tokens });
  const state: { context: { discussion: Discussion }; isConnected: boolean } = {
    context: { discussion },
    isConnected: true,
  };
  confirmReader(state as unknown as ThreadHost);
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const pass = async (seconds: number): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      context.mock.timers.tick(1_000);
      for (let turn = 0; turn < 5; turn += 1) await setImmediate();
    }
  };
  /** The source fails from now on, and somebody asks it. */
  const fail = async (): Promise<void> => {
    discussion.tokens = tokens.bind(null);
    login.isOut = true;
    await loadViewer(discussion);
    assert.ok(isUnconfirmed(discussion));
    login.asked = 0;
  };
  const happen = async (type: string): Promise<void> => {
    page.dispatchEvent(new Event(type));
    for (let turn = 0; turn < 5; turn += 1) await setImmediate();
  };
  return { discussion, memory, login, pass, fail, happen, state };
}

describe('a reader whom nobody could be asked for', () => {
  it('is asked for with growing pauses, also where that began late, until they are known', async (context) => {
    const { discussion, login, pass, fail } = await thread(context);
    await fail();
    await pass(10);
    assert.ok(login.asked >= 2, `${login.asked} times`);
    await pass(600);
    assert.ok(login.asked > 5 && login.asked < 15, `${login.asked} times`);
    login.isOut = false;
    await pass(300);
    assert.ok(!isUnconfirmed(discussion));
    const { asked } = login;
    await pass(600);
    assert.equal(login.asked, asked);
    discussion.close();
  });

  it('is asked for again where that failed as the thread closed, or as another tab changed readers', async (context) => {
    const { discussion, memory, pass } = await thread(context);
    followClosing(discussion);
    memory.failNext('loadViewer', 'network');
    memory.viewer = viewers.subscriber({ editMinutes: 7 });
    discussion.store.setThread({ ...memory.info, closed: true, revision: 900 });
    await pass(10);
    assert.equal(discussion.viewer?.editMinutes, 7);

    rememberOrigin(discussion, 'https://talk.example');
    followAccounts(discussion);
    memory.failNext('loadViewer', 'unavailable');
    memory.viewer = viewers.subscriber({ editMinutes: 8 });
    const channel = new BroadcastChannel('palabre');
    channel.postMessage({
      version: 1,
      place: keyOfPlace({ backend: 'https://talk.example', thread: '' }),
      kind: 'account',
      data: 'somebody',
    });
    channel.close();
    await pass(50);
    assert.equal(discussion.viewer?.account?.name, 'Subscriber');
    assert.equal(discussion.viewer?.editMinutes, 8);
    discussion.close();
  });

  it('is asked for when there is a network again, and when the tab is seen again', async (context) => {
    const { discussion, login, fail, happen, state } = await thread(context);
    await fail();
    await happen('online');
    assert.equal(login.asked, 1);
    tab.hidden = true;
    await happen('visibilitychange');
    assert.equal(login.asked, 1);
    tab.hidden = false;
    await happen('visibilitychange');
    assert.equal(login.asked, 2);
    state.isConnected = false;
    await happen('online');
    assert.equal(login.asked, 2);
    state.isConnected = true;
    login.isOut = false;
    await happen('online');
    assert.ok(!isUnconfirmed(discussion));
    discussion.close();
  });
});
