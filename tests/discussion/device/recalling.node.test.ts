import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { readViewer, VIEWER_LIFE } from '../../../src/cache/viewers.js';
import { followAccounts } from '../../../src/discussion/accounts.js';
import type { Discussion } from '../../../src/discussion/discussion.js';
import { placeOf, rememberOrigin } from '../../../src/discussion/origin.js';
import type { TokenSource } from '../../../src/discussion/session.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { vote } from '../../../src/discussion/voting.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import { open } from '../setting.js';

let opened = 0;

/** A token of somebody, as a newspaper makes them: no two are the same text. */
function tokenOf(sub: string): string {
  const payload = Buffer.from(JSON.stringify({ sub, jti: (opened += 1) })).toString('base64url');
  return `header.${payload}.signature`;
}

/** What several pages of one backend share: its address, and this process's memory for a device. */
function site(context: TestContext) {
  context.mock.method(console, 'warn', () => undefined);
  const origin = `https://comments-${(opened += 1)}.example`;
  const waiting = { ...comment(9), status: 'pending' as const };
  const viewer = viewers.subscriber({ votes: [{ id: idOf(1), value: 1 }], pending: [waiting] });
  const memory = new MemoryBackend({ comments: comments(3), viewer });
  return {
    memory,
    /** Opens a page; `isCutOff`: without a network. */
    visit: async (tokens: TokenSource | null, isCutOff = false, key = 'k'): Promise<Discussion> => {
      const thread = { key, url: 'https://n.example/a', title: 'A' };
      const discussion = open(memory, { tokens, thread });
      rememberOrigin(discussion, origin);
      await discussion.load();
      if (isCutOff) memory.failNext('loadViewer', 'network');
      await loadViewer(discussion);
      return discussion;
    },
  };
}

const nameOf = ({ viewer }: Discussion): string | undefined => viewer?.account?.name;
const broken = (): never => {
  throw new Error('No network');
};

/** Fails unless something becomes the case soon. */
async function eventually(is: () => unknown): Promise<void> {
  for (let turn = 0; turn < 200 && !(await is()); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(await is());
}
const isForgotten = async (discussion: Discussion): Promise<boolean> =>
  (await readViewer(placeOf(discussion))) === null;
const isKept = async (discussion: Discussion): Promise<boolean> => !(await isForgotten(discussion));

describe('what the device keeps for the reader', () => {
  it('comes back where the backend cannot be asked, whatever token they have now', async (context) => {
    const { visit } = site(context);
    await eventually(async () => isKept(await visit(tokenOf('ann'))));
    const discussion = await visit(tokenOf('ann'), true);
    assert.equal(nameOf(discussion), 'Subscriber');
    assert.equal(discussion.viewer?.can.comment.allowed, true);
    assert.equal(discussion.votes.get(idOf(1)), 1);
    assert.equal(discussion.store.comment(idOf(9))?.tombstone, null);
    assert.ok(discussion.store.list(null).ids.includes(idOf(9)));
  });

  it('comes back where the newspaper cannot be asked either', async (context) => {
    const { visit } = site(context);
    await eventually(async () => isKept(await visit(() => tokenOf('ann'))));
    assert.equal(nameOf(await visit(broken, true)), 'Subscriber');
  });

  it('is nobody else’s', async (context) => {
    const { visit } = site(context);
    await eventually(async () => isKept(await visit(tokenOf('ann'))));
    for (const tokens of [tokenOf('ben'), 'no JWT', null, () => null]) {
      const discussion = await visit(tokens, true);
      assert.equal(nameOf(discussion), undefined);
      assert.equal(discussion.votes.size, 0);
      assert.ok(!discussion.store.list(null).ids.includes(idOf(9)));
    }
  });

  it('is not used where the backend refuses', async (context) => {
    const { memory, visit } = site(context);
    const token = tokenOf('ann');
    await eventually(async () => isKept(await visit(token)));
    memory.failNext('loadViewer', 'forbidden');
    assert.equal(nameOf(await visit(token)), undefined);
  });

  it('goes in all threads with whoever signs out, or in as somebody else', async (context) => {
    for (const next of [viewers.visitor(), viewers.subscriber({}, 'Ben')]) {
      const { memory, visit } = site(context);
      const one = await visit(tokenOf('ann'));
      const other = await visit(tokenOf('ann'), false, 'another');
      await eventually(async () => (await isKept(one)) && (await isKept(other)));
      memory.viewer = next;
      await visit(next.account ? tokenOf('ben') : null, false, 'a third');
      await eventually(async () => (await isForgotten(one)) && (await isForgotten(other)));
    }
  });

  it('has what they did after the backend was asked who they are', async (context) => {
    const { visit } = site(context);
    const first = await visit(tokenOf('ann'));
    await eventually(() => isKept(first));
    await vote(first, idOf(1), 0);
    await vote(first, idOf(2), 1);
    const votesOf = async (): Promise<string[]> =>
      (await readViewer(placeOf(first)))!.viewer.votes.map(({ id }) => id);
    await eventually(async () => (await votesOf()).join() === idOf(2));
    const later = await visit(tokenOf('ann'), true);
    assert.deepEqual([later.votes.get(idOf(1)) ?? 0, later.votes.get(idOf(2))], [0, 1]);
  });

  it('does not come after they have signed out', async (context) => {
    const { memory, visit } = site(context);
    let goOn = (): void => undefined;
    const isSlow = new Promise<void>((resolve) => (goOn = resolve));
    const digest = crypto.subtle.digest.bind(crypto.subtle);
    context.mock.method(crypto.subtle, 'digest', async (...args: Parameters<typeof digest>) => {
      await isSlow;
      return digest(...args);
    });
    const discussion = await visit(tokenOf('ann'));
    discussion.tokens = null;
    memory.viewer = viewers.visitor();
    await loadViewer(discussion);
    goOn();
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.ok(await isForgotten(discussion));
  });

  it('stays where nobody knows whether somebody is signed in', async (context) => {
    const { memory, visit } = site(context);
    const one = await visit(tokenOf('ann'));
    await eventually(() => isKept(one));
    memory.viewer = viewers.visitor();
    await visit(broken);
    assert.ok(await isKept(one));
  });

  it('goes at once with the token, though the backend cannot be asked', async (context) => {
    const { memory, visit } = site(context);
    const discussion = await visit(tokenOf('ann'));
    await eventually(() => isKept(discussion));
    discussion.tokens = null;
    memory.failNext('loadViewer', 'network');
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), undefined);
    assert.ok(!discussion.store.list(null).ids.includes(idOf(9)));
    assert.ok(await isForgotten(discussion));
  });

  it('does not last', async (context) => {
    const { visit } = site(context);
    const discussion = await visit(tokenOf('ann'));
    await eventually(() => isKept(discussion));
    const late = Date.now() + VIEWER_LIFE + 1;
    assert.equal(await readViewer(placeOf(discussion), late), null);
    assert.ok(await isForgotten(discussion));
  });

  it('leaves the screen of every tab also where none of it is on the device', async (context) => {
    const { memory, visit } = site(context);
    // As on pages without HTTPS.
    context.mock.method(crypto.subtle, 'digest', broken);
    const discussion = await visit(tokenOf('ann'));
    const tab = new BroadcastChannel('palabre');
    try {
      const told: unknown[] = [];
      tab.onmessage = ({ data }: MessageEvent<{ kind: string; data: unknown }>) =>
        void (data.kind === 'account' && told.push(data.data));
      discussion.tokens = null;
      memory.viewer = viewers.visitor();
      await loadViewer(discussion);
      await eventually(() => told.length > 0);
      assert.deepEqual(told, [null]);
    } finally {
      tab.close();
      discussion.close();
    }
  });

  it('leaves the screen of every tab when one tells that somebody else has come', async (context) => {
    const { memory, visit } = site(context);
    const discussion = await visit(() => tokenOf('ann'));
    followAccounts(discussion);
    const gate = memory.hold('loadViewer');
    memory.viewer = viewers.visitor();
    const tab = new BroadcastChannel('palabre');
    try {
      const { backend } = placeOf(discussion);
      const place = JSON.stringify([backend, '']);
      tab.postMessage({ version: 1, place, kind: 'account', data: null });
      await eventually(() => nameOf(discussion) === undefined);
      assert.equal(discussion.votes.size, 0);
      gate.release();
    } finally {
      tab.close();
      discussion.close();
    }
  });
});
