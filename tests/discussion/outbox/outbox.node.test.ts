import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { MAX_ENTRIES } from '../../../src/cache/outbox.js';
import type { NewComment } from '../../../src/backend/contract.js';
import type { Discussion } from '../../../src/discussion/discussion.js';
import { edit } from '../../../src/discussion/editing.js';
import {
  beginRewriting,
  discard,
  newestSource,
  standingOf,
} from '../../../src/discussion/outbox/mending.js';
import { rememberOrigin } from '../../../src/discussion/origin.js';
import {
  add,
  keep,
  othersEntries,
  ownEntries,
  OLD,
} from '../../../src/discussion/outbox/outbox.js';
import { beginOutbox } from '../../../src/discussion/outbox/life.js';
import { post } from '../../../src/discussion/posting.js';
import { report } from '../../../src/discussion/reporting.js';
import { hearOutcomes, type Outcome } from '../../../src/discussion/outbox/attempting.js';
import { sendWaiting } from '../../../src/discussion/outbox/passing.js';
import { letGo, settle, takeBack, takeIn } from '../../../src/discussion/outbox/settling.js';
import { inTurn } from '../../../src/discussion/outbox/turns.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import { setViewer } from '../../../src/discussion/reader.js';
import { vote } from '../../../src/discussion/voting.js';
import { withdraw } from '../../../src/discussion/withdrawing.js';
import { PalabreError } from '../../../src/model/errors.js';
import type { VoteValue } from '../../../src/model/comment.js';
import { clearDevice, keptOnDevice } from '../../cache/indexed-db.js';
import type { MemoryBackend, Method } from '../../support/memory-backend.js';
import { comment, comments, idOf, viewers } from '../../support/thread-builders.js';
import { codeOf, open, openLoaded, type Setting } from '../setting.js';

const reader = viewers.subscriber().account!;

/** A reader's page, with the outbox of the device. */
async function page(options: Parameters<typeof openLoaded>[0] = {}): Promise<Setting> {
  const setting = await openLoaded({
    comments: [...comments(3), comment(4, { author: reader })],
    ...options,
  });
  await beginOutbox(setting.discussion);
  return setting;
}

/** The page once more, as after a reload, or in another tab. */
async function again(memory: MemoryBackend, key = 'k'): Promise<Discussion> {
  const discussion = open(memory, { thread: { key, url: 'https://n.example/a', title: 'A' } });
  await discussion.load();
  await loadViewer(discussion);
  await beginOutbox(discussion);
  return discussion;
}

const shown = ({ store }: Discussion, parent: number | null = null): number[] =>
  store.list(parent === null ? null : idOf(parent)).ids.map((id) => Number(id.slice(-12)));

const textOf = ({ store }: Discussion, n: number): string => {
  const record = store.comment(idOf(n));
  return record?.tombstone === null ? JSON.stringify(record.body) : String(record?.tombstone);
};

const standing = (discussion: Discussion, n: number): string | undefined =>
  standingOf(discussion, idOf(n))?.standing;

const offline = (memory: MemoryBackend, ...methods: Method[]): void =>
  methods.forEach((method) => memory.failNext(method, 'network'));

const write = (n: number, source = 'Text', parent: number | null = null) => ({
  id: idOf(n),
  parent: parent === null ? null : idOf(parent),
  source,
});

const created = (memory: MemoryBackend): string[] =>
  memory.callsOf('createComment').map(({ args }) => (args[0] as NewComment).id);

const methods = (memory: MemoryBackend): Method[] =>
  memory.calls.map(({ method }) => method).filter((method) => !method.startsWith('load'));

/** Entries on the device; the era is none. */
const kept = async (): Promise<number> => Math.max(0, (await keptOnDevice()).size - 1);

function outcomesOf(discussion: Discussion): Outcome[] {
  const heard: Outcome[] = [];
  hearOutcomes(discussion, (outcome) => heard.push(outcome));
  return heard;
}

/** Lets time that is not the clock's go by, until something is so. */
async function turns(most: number, isOver = () => false): Promise<void> {
  for (let turn = 0; turn < most && !isOver(); turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** What becomes of something while the clock stands. */
async function settledOf(work: Promise<unknown>): Promise<void> {
  let isSettled = false;
  void work.finally(() => (isSettled = true));
  await turns(500, () => isSettled);
  await work;
}

type Grant = [name: string, options: object, work: (lock: object) => Promise<unknown>];

/** Does something on a device that has such a `navigator`, of which Node's tells little. */
async function withNavigator(navigator: object, work: () => Promise<void>): Promise<void> {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
  try {
    await work();
  } finally {
    if (own) Object.defineProperty(globalThis, 'navigator', own);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}

describe('the outbox', () => {
  beforeEach(clearDevice);

  it('keeps on the device what waits, and nothing of what has arrived', async () => {
    const { memory, discussion } = await page();
    await post(discussion, write(50));
    assert.equal(await kept(), 0);
    offline(memory, 'createComment', 'voteComment', 'deleteComment', 'reportComment');
    await post(discussion, write(51));
    await vote(discussion, idOf(1), 1);
    await withdraw(discussion, { comment: idOf(4), reason: 'author' });
    const complaint = { comment: idOf(2), reason: 'spam', details: '', notice: null } as const;
    assert.deepEqual(await report(discussion, complaint), { isWaiting: true });
    assert.equal(await kept(), 4);
    await sendWaiting(discussion);
    assert.equal(await kept(), 0);
    assert.deepEqual(ownEntries(discussion), []);
    assert.equal(memory.votes.get(idOf(1)), 1);
    assert.equal(memory.records.get(idOf(4))!.tombstone, 'author');
    assert.equal(memory.callsOf('reportComment').length, 2);
  });

  it('shows again what waits after a reload, and sends it', async () => {
    const first = await page();
    const { memory } = first;
    offline(memory, 'createComment', 'voteComment', 'editComment');
    await post(first.discussion, write(50, 'Hello *you*'));
    await post(first.discussion, write(51, 'Below', 1));
    await vote(first.discussion, idOf(2), 1);
    await edit(first.discussion, idOf(4), 'Changed');
    first.discussion.close();

    const gate = memory.hold('createComment');
    const discussion = open(memory);
    await discussion.load();
    await loadViewer(discussion);
    const begun = beginOutbox(discussion);
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(shown(discussion), [50, 4, 3, 2, 1]);
    assert.match(textOf(discussion, 50), /emphasis/);
    assert.match(textOf(discussion, 4), /Changed/);
    assert.equal(discussion.votes.get(idOf(2)), 1);
    assert.equal(memory.votes.size, 0);
    gate.release();
    await begun;
    assert.equal(memory.votes.get(idOf(2)), 1);
    assert.match(JSON.stringify(memory.records.get(idOf(4))), /Changed/);
    assert.ok(memory.records.has(idOf(50)));
    assert.equal(await kept(), 0);
  });

  it('shows and sends nothing of one account to another', async () => {
    const first = await page();
    const { memory } = first;
    offline(memory, 'createComment', 'voteComment');
    await post(first.discussion, write(50, 'Secret'));
    await vote(first.discussion, idOf(1), 1);
    first.discussion.close();

    memory.viewer = viewers.subscriber({}, 'Somebody else');
    const discussion = await again(memory);
    await sendWaiting(discussion);
    assert.deepEqual(shown(discussion), [4, 3, 2, 1]);
    assert.equal(discussion.store.comment(idOf(50)), undefined);
    assert.equal(discussion.votes.get(idOf(1)) ?? 0, 0);
    assert.equal(othersEntries(discussion).length, 2);
    assert.equal(memory.records.has(idOf(50)), false);

    memory.viewer = viewers.subscriber();
    await loadViewer(discussion);
    await sendWaiting(discussion);
    assert.ok(memory.records.has(idOf(50)));
    assert.equal(othersEntries(discussion).length, 0);
  });

  it('takes off the page what waits when somebody else comes, and brings it back', async () => {
    const { memory, discussion } = await page();
    const gate = memory.hold('createComment');
    const posting = post(discussion, write(50));
    while (created(memory).length === 0) await new Promise((resolve) => setImmediate(resolve));
    memory.viewer = viewers.visitor();
    await loadViewer(discussion);
    assert.deepEqual(shown(discussion), [4, 3, 2, 1]);
    assert.equal(discussion.store.comment(idOf(50)), undefined);
    memory.viewer = viewers.subscriber();
    await loadViewer(discussion);
    assert.deepEqual(shown(discussion), [50, 4, 3, 2, 1]);
    gate.release();
    await posting;
  });

  it('keeps the vote of whoever comes when an earlier reader’s, on that comment, is refused', async () => {
    const { memory, discussion } = await page();
    const gate = memory.hold('voteComment');
    memory.failNext('voteComment', 'closed');
    const voting = codeOf(vote(discussion, idOf(1), 1));
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    memory.viewer = viewers.subscriber({}, 'Somebody else');
    await loadViewer(discussion);
    const another = vote(discussion, idOf(1), 1);
    gate.release();
    assert.equal(await voting, 'closed');
    assert.equal(await another, 1);
    assert.equal(discussion.votes.get(idOf(1)), 1);
    assert.equal(memory.votes.get(idOf(1)), 1);
  });

  it('sends what nobody’s account wrote, whoever has signed in since', async () => {
    const { memory, discussion } = await page({ viewer: viewers.visitor() });
    const complaint = { comment: idOf(2), reason: 'spam', details: '', notice: null } as const;
    offline(memory, 'reportComment');
    assert.deepEqual(await report(discussion, complaint), { isWaiting: true });
    const heard = outcomesOf(discussion);
    memory.viewer = viewers.subscriber();
    await loadViewer(discussion);
    await sendWaiting(discussion);
    assert.equal(memory.callsOf('reportComment').length, 2);
    assert.equal(await kept(), 0);
    assert.deepEqual(heard, [], 'and tells them nothing of it');
  });

  it('does not wait for a login with what nobody’s account wrote', async () => {
    const { memory, discussion } = await page({ viewer: viewers.visitor() });
    const heard = outcomesOf(discussion);
    const complaint = { comment: idOf(2), reason: 'spam', details: '', notice: null } as const;
    offline(memory, 'reportComment');
    await report(discussion, complaint);
    memory.failNext('reportComment', 'login');
    await sendWaiting(discussion);
    assert.deepEqual(
      heard.map(({ error }) => error?.code),
      ['login'],
    );
    assert.equal(await kept(), 0);
  });

  it('waits for the login, and goes on after it', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment');
    await post(discussion, write(50));
    assert.equal(standing(discussion, 50), 'waiting');
    memory.failNext('createComment', 'login');
    await sendWaiting(discussion);
    assert.equal(standing(discussion, 50), 'login');
    await loadViewer(discussion);
    await sendWaiting(discussion);
    assert.equal(standing(discussion, 50), undefined);
    assert.ok(memory.records.has(idOf(50)));
  });

  it('takes a login that cannot be reached for no sign-out', async () => {
    let isOut = false;
    const { memory, discussion } = await openLoaded(
      {},
      {
        tokens: () => {
          if (isOut) throw new TypeError('fetch failed');
          return 'token';
        },
      },
    );
    memory.tokens = new Set();
    isOut = true;
    memory.viewer = viewers.subscriber();
    // The token has run out, and a fresh one cannot be had.
    assert.deepEqual(await post(discussion, write(50)), { isWaiting: true });
    assert.deepEqual(await post(discussion, write(51)), { isWaiting: true });
    assert.equal(standing(discussion, 50), 'waiting');
    memory.tokens = null;
    isOut = false;
    await sendWaiting(discussion);
    assert.deepEqual(ownEntries(discussion), []);
  });

  it('stays in its list when that was asked for before, and comes after', async () => {
    const { memory, discussion } = await page();
    const old = await memory.backend.loadThread(
      { key: 'k', sort: 'newest', limit: 25, around: null },
      {},
    );
    const gate = memory.hold('loadThread');
    memory.answerNext('loadThread', () => old);
    const loading = discussion.load();
    await post(discussion, write(50));
    gate.release();
    await loading;
    assert.deepEqual(shown(discussion), [50, 4, 3, 2, 1]);
  });

  it('sends a reply after what it answers', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment', 'createComment');
    await post(discussion, write(50));
    assert.deepEqual(await post(discussion, write(51, 'Indeed', 50)), { isWaiting: true });
    assert.deepEqual(created(memory), [idOf(50), idOf(50)], 'the reply was not tried');
    assert.deepEqual(shown(discussion, 50), [51]);
    await sendWaiting(discussion);
    assert.deepEqual(created(memory).slice(2), [idOf(50), idOf(51)]);
    assert.equal(memory.records.get(idOf(51))!.parent, idOf(50));
  });

  it('sends what was written on one comment in that order', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment', 'createComment', 'createComment');
    await post(discussion, write(50, 'First'));
    await edit(discussion, idOf(50), 'Second');
    assert.match(textOf(discussion, 50), /Second/);
    await withdraw(discussion, { comment: idOf(50), reason: 'author' });
    assert.equal(textOf(discussion, 50), 'author');
    await sendWaiting(discussion);
    assert.deepEqual(methods(memory).slice(-3), ['createComment', 'editComment', 'deleteComment']);
    assert.equal(memory.records.get(idOf(50))!.tombstone, 'author');
  });

  it('leaves a server alone for as long as that has asked, whatever happens to the page', async (context) => {
    const { memory, discussion } = await page();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    memory.failNext('createComment', 'unavailable', 60);
    await settledOf(post(discussion, write(50)));
    await sendWaiting(discussion);
    discussion.store.tell('viewer');
    offline(memory, 'voteComment');
    await settledOf(vote(discussion, idOf(1), 1));
    await Promise.all([sendWaiting(discussion), sendWaiting(discussion)]);
    context.mock.timers.tick(59_000);
    await turns(50);
    assert.equal(created(memory).length, 1);
    context.mock.timers.tick(3_000);
    await turns(500, () => memory.votes.size > 0);
    assert.ok(memory.records.has(idOf(50)));
    assert.equal(memory.votes.get(idOf(1)), 1);
  });

  it('keeps a pause that is named while somebody asks for more', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment');
    await post(discussion, write(50));
    memory.failNext('createComment', 'wait', 60);
    await Promise.all([sendWaiting(discussion), sendWaiting(discussion)]);
    await sendWaiting(discussion);
    assert.equal(created(memory).length, 2);
    // What the reader sends is sent, and says that the server is there.
    await post(discussion, write(51));
    await sendWaiting(discussion);
    assert.deepEqual(created(memory).slice(2), [idOf(51), idOf(50)]);
  });

  it('goes on with the rest where the server fails on one write again and again', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment', 'createComment');
    await post(discussion, write(11));
    await post(discussion, write(12));
    const create = memory.backend.createComment!.bind(memory.backend);
    memory.backend.createComment = async (draft, options) => {
      if (draft.id === idOf(11)) throw new PalabreError('internal', 'told to fail');
      return create(draft, options);
    };
    await sendWaiting(discussion);
    await sendWaiting(discussion);
    assert.deepEqual([standing(discussion, 11), standing(discussion, 12)], ['waiting', undefined]);
    assert.ok(created(memory).includes(idOf(12)));
  });

  it('keeps what the server refuses later, to be mended or discarded', async () => {
    const { memory, discussion } = await page();
    const heard = outcomesOf(discussion);
    offline(memory, 'createComment', 'editComment');
    await post(discussion, write(50, 'Mine'));
    await edit(discussion, idOf(4), 'Changed');
    memory.failNext('createComment', 'closed');
    memory.failNext('editComment', 'forbidden');
    await sendWaiting(discussion);
    assert.deepEqual([standing(discussion, 50), standing(discussion, 4)], ['refused', 'refused']);
    assert.deepEqual(
      heard.map(({ error }) => error?.code),
      ['closed', 'forbidden'],
    );
    assert.match(textOf(discussion, 50), /Mine/);
    assert.doesNotMatch(textOf(discussion, 4), /Changed/, 'what was refused is not done');
    await sendWaiting(discussion);
    assert.equal(created(memory).length, 2, 'what was refused is not sent again by itself');

    await discard(discussion, idOf(4));
    await discard(discussion, idOf(50));
    assert.deepEqual(shown(discussion), [4, 3, 2, 1]);
    assert.equal(await kept(), 0);
  });

  it('tells of a refusal as it is shown, and of nothing that is discarded since', async () => {
    const { memory, discussion } = await page();
    const heard = outcomesOf(discussion);
    offline(memory, 'createComment');
    await post(discussion, write(50));
    memory.failNext('createComment', 'closed');
    const isShown = new Promise<void>((resolve) => {
      const { signal } = discussion;
      const look = (): void => void (standing(discussion, 50) === 'refused' && resolve());
      signal.addEventListener('abort', discussion.store.follow(`comment:${idOf(50)}`, look));
    });
    const sending = sendWaiting(discussion);
    await isShown;
    await discard(discussion, idOf(50));
    assert.equal(heard.length, 1);
    await sending;
    assert.equal(heard.length, 1);
    assert.deepEqual(shown(discussion), [4, 3, 2, 1]);
    assert.equal(await kept(), 0);
  });

  it('sends a refused text again when its author has changed it', async () => {
    for (const [code, isSame] of [
      ['closed', true],
      ['conflict', false],
    ] as const) {
      const { memory, discussion } = await page();
      offline(memory, 'createComment');
      await post(discussion, write(50, 'Mine'));
      memory.failNext('createComment', code);
      await sendWaiting(discussion);
      memory.failNext('createComment', 'closed');
      assert.equal(await codeOf(edit(discussion, idOf(50), 'Better')), 'closed');
      const [entry] = ownEntries(discussion);
      assert.equal(entry!.refused, 'closed', 'it is not lost though refused again');
      await edit(discussion, entry!.write.comment, 'Best');
      assert.match(JSON.stringify([...memory.records.values()]), /Best/);
      assert.equal(created(memory).at(-1) === idOf(50), isSame);
      assert.equal(ownEntries(discussion).length, 0);
    }
  });

  it('sends what answers a refused text below that, which has another id since', async () => {
    for (const code of ['conflict', 'forbidden', 'gone'] as const) {
      await clearDevice();
      const { memory, discussion } = await page();
      offline(memory, 'createComment', 'createComment');
      await post(discussion, write(50, 'Mine'));
      await post(discussion, write(51, 'Below', 50));
      memory.failNext('createComment', code);
      await sendWaiting(discussion);
      memory.failNext('createComment', 'closed');
      assert.equal(await codeOf(edit(discussion, idOf(50), 'Better')), 'closed');
      const { comment: id } = ownEntries(discussion)[0]!.write;
      assert.deepEqual(discussion.store.list(id).ids, [idOf(51)]);
      assert.deepEqual(shown(discussion, 50), []);
      discussion.close();

      const next = await again(memory);
      assert.deepEqual(next.store.list(id).ids, [idOf(51)], 'the device knows');
      await edit(next, id, 'Best');
      await sendWaiting(next);
      assert.equal(memory.records.get(idOf(51))!.parent, id);
      assert.match(JSON.stringify(memory.records.get(id)), /Best/);
      assert.equal(await kept(), 0);
    }
  });

  it('sends a mended text in place of one that waited to replace it, and what deletes it after it', async () => {
    for (const [code, isDeleted] of [
      ['conflict', false],
      ['closed', false],
      ['conflict', true],
    ] as const) {
      await clearDevice();
      const { memory, discussion } = await page();
      offline(memory, 'createComment', 'createComment');
      await post(discussion, write(50, 'First'));
      await edit(discussion, idOf(50), 'Second');
      if (isDeleted) offline(memory, 'createComment');
      if (isDeleted) await withdraw(discussion, { comment: idOf(50), reason: 'author' });
      memory.failNext('createComment', code);
      await sendWaiting(discussion);
      assert.equal(newestSource(discussion, idOf(50)), 'Second', 'what the editor begins with');
      memory.failNext('createComment', 'network');
      await edit(discussion, idOf(50), 'Third');
      const kinds = ownEntries(discussion).map((entry) => entry.write.kind);
      assert.deepEqual(kinds, isDeleted ? ['comment', 'delete'] : ['comment']);
      const { comment: id } = ownEntries(discussion)[0]!.write;
      assert.equal(await kept(), kinds.length);
      discussion.close();

      const next = await again(memory);
      await sendWaiting(next);
      assert.deepEqual(ownEntries(next), []);
      assert.equal(memory.callsOf('editComment').length, 0);
      const record = memory.records.get(id)!;
      assert.equal(record.tombstone, isDeleted ? 'author' : null);
      if (!isDeleted) assert.match(JSON.stringify(record), /Third/);
    }
  });

  it('keeps what answers a text that is discarded, and says what becomes of it', async () => {
    const { memory, discussion } = await page();
    const heard = outcomesOf(discussion);
    offline(memory, 'createComment', 'createComment');
    await post(discussion, write(50, 'Mine'));
    await post(discussion, write(51, 'Below', 50));
    memory.failNext('createComment', 'closed');
    await sendWaiting(discussion);
    const end = memory.failAll('createComment', 'network');
    await discard(discussion, idOf(50));
    await sendWaiting(discussion);
    assert.deepEqual(shown(discussion), [51, 4, 3, 2, 1], 'also while it cannot be sent');
    end();
    memory.failNext('createComment', 'not-found');
    await sendWaiting(discussion);
    assert.deepEqual(
      heard.map(({ error }) => error?.code),
      ['closed', 'not-found'],
    );
    const next = await again(memory);
    assert.deepEqual(shown(next), [51, 4, 3, 2, 1]);
    assert.match(textOf(next, 51), /Below/);
    assert.equal(standing(next, 51), 'refused');
    await discard(next, idOf(51));
    assert.deepEqual(shown(next), [4, 3, 2, 1]);
    assert.equal(next.store.list(null).total, 4);
    assert.equal(await kept(), 0);
  });

  it('takes back what was never sent instead of sending it in order to delete it', async () => {
    const { memory, discussion } = await page();
    const end = memory.failAll('createComment', 'network');
    await post(discussion, write(50, 'Mine'));
    await post(discussion, write(51, 'Below', 50));
    await post(discussion, write(52, 'Further below', 51));
    const gone = await withdraw(discussion, { comment: idOf(51), reason: 'author' });
    assert.deepEqual(gone, { isWaiting: false, comment: null });
    assert.deepEqual(shown(discussion, 50), []);
    await withdraw(discussion, { comment: idOf(50), reason: 'author' });
    await sendWaiting(discussion);
    end();
    await sendWaiting(discussion);
    assert.equal(memory.records.get(idOf(50))!.tombstone, 'author', 'that may have arrived');
    assert.ok(!created(memory).includes(idOf(51)));
    assert.ok(created(memory).includes(idOf(52)), 'its author learns what becomes of it');
  });

  it('deletes after it is sent what may be on its way', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment', 'createComment');
    await post(discussion, write(50, 'Mine'));
    await post(discussion, write(51, 'Below', 50));
    const entry = ownEntries(discussion)[1]!;
    let end = (): void => undefined;
    const elsewhere = inTurn(discussion, entry, () => new Promise<void>((go) => (end = go)));
    const deleting = withdraw(discussion, { comment: idOf(51), reason: 'author' });
    while (ownEntries(discussion).length < 3) await new Promise((go) => setImmediate(go));
    end();
    await Promise.all([elsewhere, deleting]);
    await sendWaiting(discussion);
    assert.equal(memory.records.get(idOf(51))!.tombstone, 'author');
  });

  it('takes back a vote that is refused later, and says so', async () => {
    const { memory, discussion } = await page();
    const heard = outcomesOf(discussion);
    offline(memory, 'voteComment');
    await vote(discussion, idOf(1), 1);
    memory.failNext('voteComment', 'gone');
    await sendWaiting(discussion);
    assert.equal(discussion.votes.get(idOf(1)), 0);
    assert.deepEqual(
      heard.map(({ error }) => error?.code),
      ['gone'],
    );
    assert.equal(await kept(), 0);
  });

  it('takes a deletion of what is gone for done', async () => {
    const { memory, discussion } = await page();
    const heard = outcomesOf(discussion);
    offline(memory, 'deleteComment');
    await withdraw(discussion, { comment: idOf(4), reason: 'author' });
    memory.failNext('deleteComment', 'gone');
    await sendWaiting(discussion);
    assert.deepEqual([ownEntries(discussion), heard], [[], []]);
  });

  it('sends the last wish alone of several that wait', async () => {
    const { memory, discussion } = await page();
    const wishes: VoteValue[] = [1, 0, 1];
    for (const value of wishes) {
      offline(memory, 'voteComment');
      await vote(discussion, idOf(1), value);
    }
    assert.equal(ownEntries(discussion).length, 1);
    await sendWaiting(discussion);
    const sent = memory.callsOf('voteComment').map(({ args }) => args[1]);
    assert.deepEqual(sent, [1, 0, 1, 1]);
  });

  it('counts a vote once that has arrived unheard, though the next page has the count already', async () => {
    const { memory, discussion } = await page();
    memory.loseAnswer('voteComment');
    await vote(discussion, idOf(1), 1);
    discussion.close();
    assert.equal(memory.votes.get(idOf(1)), 1);
    memory.failAll('voteComment', 'network');
    const next = open(memory);
    await next.load();
    // As the device has kept who reads, from before the vote.
    setViewer(next, viewers.subscriber(), discussion.offers);
    const count = (): unknown => {
      const record = next.store.comment(idOf(1));
      return record?.tombstone === null && record.votes?.up;
    };
    await beginOutbox(next);
    assert.deepEqual([next.votes.get(idOf(1)), count()], [1, 1]);
    await vote(next, idOf(1), 0);
    assert.deepEqual([next.votes.get(idOf(1)), count()], [0, 0]);
  });

  it('shows what is withdrawn meanwhile as withdrawn, whatever waits on it', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'editComment');
    await edit(discussion, idOf(4), 'Changed');
    const { parent, createdAt } = memory.records.get(idOf(4))!;
    memory.write({
      ...{ id: idOf(4), parent, createdAt, revision: 0 },
      tombstone: 'moderation',
      ground: null,
    });
    await discussion.load();
    assert.equal(textOf(discussion, 4), 'moderation');
  });

  it('refuses more than it can hold, and never lets go what was not sent', async () => {
    const { discussion } = await page();
    const first = add(discussion, { kind: 'vote', comment: idOf(1), value: 1 });
    for (let n = 1; n < MAX_ENTRIES; n += 1) {
      add(discussion, { kind: 'vote', comment: idOf(1000 + n), value: 1 });
    }
    assert.equal(await codeOf(post(discussion, write(50))), 'wait');
    assert.ok(ownEntries(discussion).includes(first));
    const [text, deletion] = ownEntries(discussion).slice(1);
    text!.write = { kind: 'edit', comment: idOf(4), source: 'Refused' };
    text!.refused = 'closed';
    assert.equal(await codeOf(post(discussion, write(50))), 'wait');
    deletion!.write = { kind: 'delete', comment: idOf(4) };
    deletion!.refused = 'closed';
    await post(discussion, write(50));
    assert.ok(!ownEntries(discussion).includes(deletion!));
    for (const entry of [first, text!]) assert.ok(ownEntries(discussion).includes(entry));
  });

  it('makes room, where there is none, of votes that nobody came back to send', async () => {
    const { discussion } = await page();
    const old = { at: Date.now() - 2 * OLD };
    const edited = add(discussion, { kind: 'edit', comment: idOf(4), source: 'Text' });
    const first = add(discussion, { kind: 'vote', comment: idOf(1), value: 1 });
    for (const entry of [edited, first]) Object.assign(entry, old);
    for (let n = 2; n < MAX_ENTRIES; n += 1) {
      add(discussion, { kind: 'vote', comment: idOf(1000 + n), value: 1 });
    }
    await post(discussion, write(50));
    assert.ok(!ownEntries(discussion).includes(first));
    assert.ok(ownEntries(discussion).includes(edited));
  });
});

describe('the outbox of two pages', () => {
  beforeEach(clearDevice);

  /** Two tabs with one thread of a backend at an address. */
  async function tabs(): Promise<{ memory: MemoryBackend; one: Discussion; other: Discussion }> {
    const { memory, discussion: one } = await openLoaded();
    const other = open(memory);
    await other.load();
    await loadViewer(other);
    for (const tab of [one, other]) {
      rememberOrigin(tab, 'https://talk.example');
      await beginOutbox(tab);
    }
    return { memory, one, other };
  }

  it('shows in one what waits in the other, sends it once, and knows when it is done', async () => {
    const { memory, one, other } = await tabs();
    offline(memory, 'createComment');
    await post(one, write(50));
    await takeIn(other);
    assert.deepEqual(shown(other), [50, 3, 2, 1]);
    assert.equal(standing(other, 50), 'waiting');
    await Promise.all([sendWaiting(one), sendWaiting(other)]);
    await sendWaiting(other);
    assert.equal(created(memory).length, 2);
    assert.deepEqual([ownEntries(one), ownEntries(other)], [[], []]);
    for (const tab of [one, other]) {
      while (!tab.store.isKnown(idOf(50))) await new Promise((resolve) => setTimeout(resolve, 5));
      assert.deepEqual(shown(tab), [50, 3, 2, 1]);
    }
  });

  it('sends from one thread what was written in another', async () => {
    const { memory, one } = await tabs();
    offline(memory, 'createComment');
    await post(one, write(50));
    one.close();
    const discussion = open(memory, {
      thread: { key: 'x', url: 'https://n.example/x', title: '' },
    });
    await discussion.load();
    await loadViewer(discussion);
    rememberOrigin(discussion, 'https://talk.example');
    await beginOutbox(discussion);
    const sent = memory.callsOf('createComment').at(-1)!.args[0] as NewComment;
    assert.deepEqual([sent.id, sent.thread.key], [idOf(50), 'k']);
    assert.deepEqual(shown(discussion), [3, 2, 1], 'and does not show it here');
  });

  it('never sends to one object what was written for another', async () => {
    const first = await page();
    offline(first.memory, 'createComment');
    await post(first.discussion, write(50));
    const second = await page();
    await sendWaiting(second.discussion);
    assert.deepEqual(created(second.memory), []);
    assert.deepEqual(shown(second.discussion), [4, 3, 2, 1]);
    await sendWaiting(first.discussion);
    assert.ok(first.memory.records.has(idOf(50)));
  });

  it('sends a vote that takes back one which is on its way', async () => {
    const { memory, one } = await tabs();
    offline(memory, 'voteComment');
    await vote(one, idOf(1), 1);
    const gate = memory.hold('voteComment');
    const sending = sendWaiting(one);
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    const voting = vote(one, idOf(1), 0);
    gate.release();
    await Promise.all([sending, voting]);
    assert.equal(memory.votes.get(idOf(1)) ?? 0, 0);
  });

  it('sends a vote that takes back one which another tab is about to have sent first', async () => {
    const { memory, one, other } = await tabs();
    const first = add(one, { kind: 'vote', comment: idOf(1), value: 1 });
    await keep(one, first);
    const gate = memory.hold('voteComment');
    const sending = sendWaiting(other);
    while (gate.waiting === 0) await new Promise((resolve) => setImmediate(resolve));
    const voting = vote(one, idOf(1), 0);
    gate.release();
    await Promise.all([sending, voting]);
    assert.equal(memory.votes.get(idOf(1)) ?? 0, 0);
    assert.equal(one.votes.get(idOf(1)) ?? 0, 0);
  });

  it('keeps again what waits when the device has forgotten everything', async () => {
    const { memory, one, other } = await tabs();
    offline(memory, 'createComment', 'createComment');
    await post(one, write(50));
    await takeIn(one);
    await clearDevice();
    await post(other, write(51));
    await takeIn(one);
    await takeIn(one);
    assert.deepEqual(
      ownEntries(one).map(({ write: { comment: id } }) => id),
      [idOf(50), idOf(51)],
    );
    while ((await kept()) < 2) await new Promise((resolve) => setImmediate(resolve));
    // They would keep it again for the tests that come after.
    for (const tab of [one, other]) tab.close();
  });

  it('brings nothing back that a device does not forget', async (context) => {
    const { memory, one } = await tabs();
    offline(memory, 'voteComment');
    await vote(one, idOf(1), 1);
    const refusing = context.mock.method(IDBObjectStore.prototype, 'delete', () => {
      throw new DOMException('told to fail', 'UnknownError');
    });
    await vote(one, idOf(1), 0);
    assert.ok((await kept()) > 0, 'it lies there');
    one.close();
    const later = open(memory);
    await later.load();
    await loadViewer(later);
    rememberOrigin(later, 'https://talk.example');
    await beginOutbox(later);
    assert.deepEqual(ownEntries(later), []);
    assert.equal(memory.votes.get(idOf(1)) ?? 0, 0);
    refusing.mock.restore();
    await takeIn(later);
    assert.equal(await kept(), 0);
  });

  it('sends nothing that another tab has taken back, though the device cannot say so', async () => {
    const { memory, one, other } = await tabs();
    offline(memory, 'createComment');
    await post(one, write(50));
    await takeIn(other);
    const entries = ownEntries(one);
    await takeBack(one, ...entries);
    await clearDevice();
    letGo(
      other,
      entries.map(({ key }) => key),
    );
    await sendWaiting(other);
    assert.equal(created(memory).length, 1);
    assert.deepEqual(shown(other), [3, 2, 1]);
  });

  it('brings nothing back that another tab has sent for a page which was left', async () => {
    const { memory, one, other } = await tabs();
    // Its turn is over, its call is not.
    await withNavigator({ locks: { request: (...[, , work]: Grant) => work({}) } }, async () => {
      let fail!: () => void;
      const failing = new Promise<void>((resolve) => (fail = resolve));
      memory.answerNext('voteComment', async () => {
        await failing;
        throw new PalabreError('network', 'The page was left');
      });
      const voting = vote(one, idOf(1), 1);
      while (!memory.callsOf('voteComment').length) await turns(1);
      await sendWaiting(other);
      assert.equal(memory.votes.get(idOf(1)), 1);
      await vote(other, idOf(1), 0);
      fail();
      await voting;
      await sendWaiting(one);
    });
    assert.equal(memory.votes.get(idOf(1)) ?? 0, 0);
    assert.equal(await kept(), 0);
    for (const tab of [one, other]) tab.close();
  });

  it('keeps in one what is rewritten there and was discarded in the other', async () => {
    for (const byMessage of [true, false]) {
      for (const isSent of [true, false]) {
        await clearDevice();
        const { memory, one, other } = await tabs();
        offline(memory, 'createComment');
        await post(one, write(50, 'Mine'));
        memory.failNext('createComment', 'closed');
        await sendWaiting(one);
        await takeIn(other);
        const keys = ownEntries(one).map(({ key }) => key);
        const end = beginRewriting(other, idOf(50));
        await discard(one, idOf(50));
        if (byMessage) letGo(other, keys);
        await takeIn(other);
        assert.deepEqual(
          [shown(one), shown(other)],
          [
            [3, 2, 1],
            [50, 3, 2, 1],
          ],
        );
        assert.equal(standing(other, 50), 'refused');
        if (isSent) await edit(other, idOf(50), 'Rewritten');
        end();
        assert.equal(memory.records.has(idOf(50)), isSent);
        assert.equal(shown(other).includes(50), isSent);
        assert.deepEqual(ownEntries(other), []);
        assert.equal(await kept(), 0);
        for (const tab of [one, other]) tab.close();
      }
    }
  });

  it('keeps in one what is rewritten there and was mended in the other under a new id', async () => {
    for (const byMessage of [true, false]) {
      await clearDevice();
      const { memory, one, other } = await tabs();
      offline(memory, 'createComment');
      await post(one, write(50, 'Mine'));
      memory.failNext('createComment', 'conflict');
      await sendWaiting(one);
      await takeIn(other);
      const { key } = ownEntries(one)[0]!;
      const end = beginRewriting(other, idOf(50));
      if (!byMessage) offline(memory, 'createComment');
      await edit(one, idOf(50), 'Mended');
      const id = created(memory).at(-1)!;
      assert.notEqual(id, idOf(50));
      if (byMessage) settle(other, key, memory.records.get(id)!);
      await takeIn(other);
      assert.ok(shown(other).includes(50), 'where it is rewritten');
      assert.ok(other.store.list(null).ids.includes(id));
      await edit(other, idOf(50), 'Rewritten');
      end();
      assert.deepEqual(other.store.list(null).ids, [id, ...[3, 2, 1].map(idOf)]);
      assert.match(JSON.stringify(memory.records.get(id)), /Rewritten/);
      assert.equal(memory.records.size, 4, 'there is one such comment');
      assert.deepEqual(ownEntries(other), []);
      for (const tab of [one, other]) tab.close();
    }
  });

  it('loses nothing that the page knows when the device forgets everything', async () => {
    const { memory, one } = await tabs();
    offline(memory, 'createComment');
    await post(one, write(50));
    await clearDevice();
    await sendWaiting(one);
    assert.ok(memory.records.has(idOf(50)));
    assert.deepEqual(ownEntries(one), []);
  });

  it('is kept and sent by no discussion that has ended', async () => {
    const { memory, discussion } = await page();
    offline(memory, 'createComment');
    await post(discussion, write(50));
    await sendWaiting(discussion);
    offline(memory, 'createComment');
    await post(discussion, write(51));
    discussion.close();
    await clearDevice();
    // Another page has begun anew since.
    const another = await page({ comments: [] });
    offline(another.memory, 'createComment', 'createComment');
    await post(another.discussion, write(60));
    await sendWaiting(discussion);
    // What is kept after it, comes after it.
    await post(another.discussion, write(61));
    assert.equal(await kept(), 2);
    assert.equal(created(memory).length, 3);
  });

  it('tries again by itself', async (context) => {
    const { memory, one } = await tabs();
    context.mock.timers.enable({ apis: ['setTimeout'] });
    offline(memory, 'createComment');
    const posting = post(one, write(50));
    while (created(memory).length === 0) await new Promise((resolve) => setImmediate(resolve));
    await posting;
    context.mock.timers.tick(2_000);
    for (let turn = 0; turn < 500 && !memory.records.has(idOf(50)); turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(memory.records.has(idOf(50)));
  });
});
