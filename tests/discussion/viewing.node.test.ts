import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { CommentsBackend } from '../../src/backend/contract.js';
import { guestToken } from '../../src/cache/guest-token.js';
import { readViewer } from '../../src/cache/viewers.js';
import type { Discussion } from '../../src/discussion/discussion.js';
import { becomeGuest, forgetGuest, rememberGuest } from '../../src/discussion/guests.js';
import { placeOf, rememberOrigin } from '../../src/discussion/origin.js';
import { beginOutbox } from '../../src/discussion/outbox/life.js';
import { ownEntries } from '../../src/discussion/outbox/outbox.js';
import { sendWaiting } from '../../src/discussion/outbox/passing.js';
import { post } from '../../src/discussion/posting.js';
import type { TokenSource } from '../../src/discussion/session.js';
import { isUnconfirmed, loadViewer, permission } from '../../src/discussion/viewing.js';
import { MemoryBackend } from '../support/memory-backend.js';
import { comments, idOf, viewers } from '../support/thread-builders.js';
import { open } from './setting.js';

const broken = (): never => {
  throw new TypeError('Failed to fetch');
};

describe('the console of a page whose reader cannot be known', () => {
  it('says so once, whatever cannot be reached, and however often it is asked', async (context) => {
    const warn = context.mock.method(console, 'warn', () => undefined);
    const cases = [
      [broken, 'network'] as const,
      [null, 'network'] as const,
      [null, 'forbidden'] as const,
    ];
    for (const [tokens, code] of cases) {
      const memory = new MemoryBackend({ comments: comments(3) });
      const discussion = open(memory, { tokens });
      rememberOrigin(discussion, 'https://comments.example');
      memory.failAll('loadViewer', code);
      warn.mock.resetCalls();
      for (let times = 0; times < 3; times += 1) await loadViewer(discussion);
      assert.equal(warn.mock.callCount(), 1);
    }
  });

  it('says so once where the newspaper alone cannot be reached', async (context) => {
    const warn = context.mock.method(console, 'warn', () => undefined);
    const { visit } = site();
    const discussion = await visit(broken);
    for (let times = 0; times < 3; times += 1) await loadViewer(discussion);
    assert.equal(warn.mock.callCount(), 1);
  });
});

let opened = 0;

/** A backend that goes by the token: "ann" is a subscriber's, guests have their own. */
function site() {
  const origin = `https://site-${(opened += 1)}.example`;
  const memory = new MemoryBackend({ comments: comments(3) });
  const as = (token: string | null | undefined): void => {
    memory.viewer = token === 'ann' ? viewers.subscriber() : viewers.visitor();
  };
  const backend: CommentsBackend = {
    ...memory.backend,
    loadViewer: (key, options) => {
      as(options.token);
      return memory.backend.loadViewer!(key, options);
    },
    createComment: (comment, options) => {
      as(options.token);
      return memory.backend.createComment!(comment, options);
    },
  };
  const visit = async (tokens: TokenSource | null): Promise<Discussion> => {
    const discussion = open(memory, { backend, tokens });
    rememberOrigin(discussion, origin);
    rememberGuest(discussion, origin);
    await discussion.load();
    await loadViewer(discussion);
    return discussion;
  };
  /** The newspaper's login, which can be out of reach. */
  const source = (): { isOut: boolean; next: () => string } => {
    const login = { isOut: false, next: () => (login.isOut ? broken() : 'ann') };
    return login;
  };
  return { memory, origin, visit, source };
}

const nameOf = ({ viewer }: Discussion): string | undefined => viewer?.account?.name;

async function kept(discussion: Discussion): Promise<string | undefined> {
  return (await readViewer(placeOf(discussion)))?.viewer.account?.name;
}

/** What is kept of the reader, is so behind all else. */
async function isKept(discussion: Discussion): Promise<void> {
  for (let turn = 0; turn < 200 && !(await kept(discussion)); turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  assert.ok(await kept(discussion));
}

function silence(context: TestContext): void {
  context.mock.method(console, 'warn', () => undefined);
}

describe('a reader of whom the newspaper cannot say who they are', () => {
  it('stays who they were, is to be asked again, and loses nothing on the device', async (context) => {
    silence(context);
    const { memory, visit, source } = site();
    const before = await visit(source().next);
    await isKept(before);
    before.close();

    const login = source();
    login.isOut = true;
    // Without any network first; then only the newspaper fails.
    memory.failNext('loadViewer', 'network');
    const discussion = await visit(login.next);
    for (let times = 0; times < 2; times += 1) {
      assert.equal(nameOf(discussion), 'Subscriber');
      assert.ok(isUnconfirmed(discussion));
      await loadViewer(discussion);
    }
    assert.equal(await kept(discussion), 'Subscriber');
    login.isOut = false;
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), 'Subscriber');
    assert.ok(!isUnconfirmed(discussion));
    discussion.close();
  });

  it('sends what waits once the newspaper answers, and nothing as nobody', async (context) => {
    silence(context);
    const { memory, visit, source } = site();
    const before = await visit(source().next);
    await isKept(before);
    before.close();

    const login = source();
    login.isOut = true;
    memory.failNext('loadViewer', 'network');
    const discussion = await visit(login.next);
    const isCutOff = memory.failAll('createComment', 'network');
    await beginOutbox(discussion);
    await post(discussion, { id: idOf(50), parent: null, source: 'Text' });
    isCutOff();
    await loadViewer(discussion);
    const calls = memory.callsOf('createComment').length;
    await sendWaiting(discussion);
    assert.equal(ownEntries(discussion).length, 1);
    assert.equal(memory.callsOf('createComment').length, calls);
    login.isOut = false;
    await sendWaiting(discussion);
    assert.equal(ownEntries(discussion).length, 0);
    assert.deepEqual(memory.callsOf('createComment').at(-1)!.token, 'ann');
    discussion.close();
  });

  it('stays who they were on a page that keeps nothing', async (context) => {
    silence(context);
    const { memory, visit, source } = site();
    const discussion = await visit(source().next);
    rememberOrigin(discussion, memory.backend);
    discussion.tokens = broken;
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), 'Subscriber');
    assert.ok(isUnconfirmed(discussion));
    discussion.tokens = null;
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), undefined);
    assert.ok(!isUnconfirmed(discussion));
  });

  it('is nobody with another token, where nobody can be asked and tokens cannot be told apart', async (context) => {
    silence(context);
    // As on pages without HTTPS.
    context.mock.method(crypto.subtle, 'digest', broken);
    const { memory, visit, source } = site();
    const discussion = await visit(source().next);
    memory.failAll('loadViewer', 'network');
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), 'Subscriber');
    discussion.tokens = () => 'bob';
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), undefined);
    discussion.close();
  });

  it('reads as a visitor meanwhile at the first visit', async (context) => {
    silence(context);
    const { visit, source } = site();
    const login = source();
    login.isOut = true;
    const discussion = await visit(login.next);
    assert.equal(discussion.viewer?.account, null);
    assert.ok(isUnconfirmed(discussion));
    login.isOut = false;
    await loadViewer(discussion);
    assert.equal(nameOf(discussion), 'Subscriber');
    assert.ok(!isUnconfirmed(discussion));
  });

  it('is asked again also where the backend refuses visitors', async (context) => {
    silence(context);
    const { memory, visit } = site();
    memory.failNext('loadViewer', 'forbidden');
    assert.ok(isUnconfirmed(await visit(broken)));
  });

  it('is no visitor because another call got a token meanwhile', async (context) => {
    silence(context);
    const { memory, visit, source } = site();
    const login = source();
    const discussion = await visit(login.next);
    await isKept(discussion);
    discussion.tokens = login.next.bind(null);
    login.isOut = true;
    const gate = memory.hold('loadViewer');
    const loading = loadViewer(discussion);
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    login.isOut = false;
    const writing = post(discussion, { id: idOf(50), parent: null, source: 'Text' });
    await new Promise((resolve) => setTimeout(resolve, 5));
    gate.release();
    await Promise.all([loading, writing]);
    assert.equal(nameOf(discussion), 'Subscriber');
    assert.equal(await kept(discussion), 'Subscriber');
    assert.equal(memory.callsOf('createComment').at(-1)!.token, 'ann');
  });

  it('is still the guest of this device, and nobody without that name', async (context) => {
    silence(context);
    const { memory, origin, visit } = site();
    const discussion = await visit(() => null);
    await becomeGuest(discussion, 'Gil');
    await isKept(discussion);
    const later = await visit(broken);
    assert.equal(nameOf(later), 'Gil');
    await forgetGuest(later);
    assert.equal(nameOf(later), undefined);
    guestToken(origin).write(null);
    memory.failNext('loadViewer', 'network');
    assert.equal(nameOf(await visit(broken)), undefined);
  });
});

describe('what a reader may do', () => {
  it('is known once the last of several questions is answered', async () => {
    const memory = new MemoryBackend({ comments: comments(1), viewer: viewers.subscriber() });
    const discussion = open(memory);
    const gate = memory.hold('loadViewer');
    const overtaken = loadViewer(discussion);
    const asking = permission(discussion, 'vote');
    const last = loadViewer(discussion);
    while (gate.waiting < 2) await new Promise((resolve) => setImmediate(resolve));
    gate.releaseOne();
    await overtaken;
    gate.release();
    await last;
    assert.deepEqual(await asking, { allowed: true });
  });
});

describe('an address of the newspaper’s own that answers tokens', () => {
  for (const status of [204, 401, 403]) {
    it(`says with ${status} that nobody is signed in`, async (context) => {
      silence(context);
      const { visit, source } = site();
      const discussion = await visit(source().next);
      await isKept(discussion);
      context.mock.method(globalThis, 'fetch', async () => new Response(null, { status }));
      discussion.tokens = { url: 'https://n.example/token' };
      await loadViewer(discussion);
      assert.equal(nameOf(discussion), undefined);
      assert.ok(!isUnconfirmed(discussion));
    });
  }

  const failing: Record<string, () => Promise<Response>> = {
    'answers 503': async () => new Response(null, { status: 503 }),
    'answers no JSON': async () => new Response('<html>'),
    'answers no token': async () => new Response('{}'),
    'is out of reach': async () => broken(),
  };
  for (const [how, fetch] of Object.entries(failing)) {
    it(`says nothing of who reads where it ${how}`, async (context) => {
      silence(context);
      const { visit, source } = site();
      const discussion = await visit(source().next);
      await isKept(discussion);
      context.mock.method(globalThis, 'fetch', fetch);
      discussion.tokens = { url: 'https://n.example/token' };
      await loadViewer(discussion);
      assert.equal(nameOf(discussion), 'Subscriber');
      assert.equal(await kept(discussion), 'Subscriber');
      assert.ok(isUnconfirmed(discussion));
    });
  }
});
