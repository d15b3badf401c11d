import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type MemoryBackendOptions } from '../../../src/backend/adapters/memory.js';
import { checked } from '../../../src/backend/checked.js';
import { newId } from '../../../src/model/new-id.js';
import type { LivingComment } from '../../../src/model/comment.js';

const THREAD = { key: 'k', url: 'https://journal.example/k', title: 'K' };
const QUERY = { key: 'k', sort: 'oldest', limit: 20 } as const;
const IDA = { token: 'ida' };

function open(options: MemoryBackendOptions = {}) {
  const people = { ida: { name: 'Ida', subscriber: true, badges: ['expert'] } };
  const backend = memoryBackend({ people, ...options });
  const write = (source = 'A word.') =>
    backend.createComment({ id: newId(), thread: THREAD, parent: null, source }, IDA);
  return { backend, people, write };
}

describe('the memory adapter', () => {
  it('begins with what it is given', async () => {
    const id = newId();
    const { backend } = open({
      now: () => Date.UTC(2027, 2, 1, 12),
      threads: [
        {
          key: 'k',
          title: 'An article',
          comments: [
            {
              ...{ author: 'ida', text: 'A *word*.', id, up: 5, down: 1, picked: true },
              replies: [
                {
                  ...{ author: 'Bob', text: 'No.', tombstone: 'author' as const },
                  replies: [{ author: 'Bob', text: 'Or rather yes.' }],
                },
                { author: 'Bob', text: 'Never mind.', tombstone: 'author' },
                { author: { name: 'Eve', badges: ['staff'] }, text: 'Yes.', at: '2027-03-01' },
              ],
            },
            { author: 'Bob', text: 'Later.', status: 'pending' },
            { author: 'Bob', text: 'Nasty.', tombstone: 'moderation' },
          ],
        },
      ],
    });
    const page = await backend.loadThread(QUERY, {});
    assert.deepEqual([page.thread.total, page.highlights], [3, [id]]);
    assert.deepEqual(
      page.comments.map(({ tombstone }) => tombstone),
      [null, 'moderation', null, 'author', null],
    );
    const [first, , reply] = page.comments as LivingComment[];
    assert.deepEqual(first!.author.badges, ['expert']);
    assert.deepEqual(first!.votes, { up: 5, down: 1 });
    assert.equal(first!.createdAt, '2027-03-01T11:54:00.000Z');
    assert.deepEqual([reply!.author.name, reply!.author.badges], ['Eve', ['staff']]);
    const [latest] = await backend.loadLatest(1, {});
    assert.equal(latest!.thread.title, 'An article');
    const viewer = await backend.loadViewer('k', IDA);
    assert.deepEqual(viewer.account, first!.author);
  });

  it('knows people that come later', async () => {
    const { backend, people } = open();
    await assert.rejects(backend.loadViewer('k', { token: 'eve' }), { code: 'login' });
    Object.assign(people, { eve: { name: 'Eve' } });
    const { account } = await backend.loadViewer('k', { token: 'eve' });
    assert.equal(account?.name, 'Eve');
  });

  it('answers copies', async () => {
    const { backend, write } = open();
    const written = (await write()) as LivingComment;
    written.author.name = 'Somebody else';
    written.body.children.length = 0;
    const { comments } = await backend.loadThread(QUERY, {});
    assert.equal((comments[0] as LivingComment).author.name, 'Ida');
    assert.equal((comments[0] as LivingComment).body.children.length, 1);
  });

  it('has its state in sight, and goes on with one', async () => {
    const { backend, write } = open();
    const { id } = await write();
    assert.ok(backend.state.threads.get('k')!.comments.has(id));
    const next = memoryBackend({ state: structuredClone(backend.state) });
    assert.equal((await next.loadThread(QUERY, {})).thread.total, 1);
  });

  it('has methods that can be left out', async () => {
    const { voteComment: _, ...rest } = open().backend;
    const backend = checked(rest);
    assert.equal((await backend.loadThread(QUERY, {})).thread.total, 0);
    assert.ok(!('voteComment' in backend));
  });

  it('is as slow as it is told, method by method, and ends a wait that is called off', async () => {
    const asked: string[] = [];
    const { backend } = open();
    backend.delay = (method) => {
      asked.push(method);
      return method === 'loadThread' ? 2 ** 30 : 0;
    };
    const controller = new AbortController();
    const reason = { left: true };
    const call = backend.loadThread(QUERY, { signal: controller.signal });
    await backend.loadCounts(['k'], {});
    assert.deepEqual(asked, ['loadThread', 'loadCounts']);
    controller.abort(reason);
    await assert.rejects(call, (error: unknown) => error === reason);
  });

  it('fails as often as it is told, and then no more', async () => {
    const { backend } = open();
    backend.fail('loadThread', 'unavailable', { retryAfter: 5, times: 2 });
    backend.fail('loadThread', 'timeout');
    const codes: unknown[] = [];
    for (let turn = 0; turn < 4; turn += 1) {
      await backend.loadThread(QUERY, {}).then(
        () => codes.push('answered'),
        ({ code, retryAfter }: { code: string; retryAfter: number }) =>
          codes.push(code, retryAfter),
      );
    }
    assert.deepEqual(codes, ['unavailable', 5, 'unavailable', 5, 'timeout', null, 'answered']);
    backend.fail('loadThread', 'internal', { times: Infinity });
    await assert.rejects(backend.loadThread(QUERY, {}), { code: 'internal' });
    backend.mend();
    await backend.loadThread(QUERY, {});
  });

  it('loses an answer after the call was carried out', async () => {
    const { backend, write } = open();
    backend.fail('createComment', 'network', { done: true });
    await assert.rejects(write(), { code: 'network' });
    assert.equal((await backend.loadThread(QUERY, {})).thread.total, 1);
    backend.fail('createComment', 'network');
    await assert.rejects(write(), { code: 'network' });
    assert.equal((await backend.loadThread(QUERY, {})).thread.total, 1);
  });

  it('answers nonsense when it is told to', async () => {
    const { backend } = open();
    backend.answer('loadThread', '<!doctype html>');
    await assert.rejects(checked(backend).loadThread(QUERY, {}), { code: 'malformed' });
    await checked(backend).loadThread(QUERY, {});
  });

  it('refuses to be told what cannot be', () => {
    const { backend } = open();
    assert.throws(() => backend.fail('noSuchMethod' as 'loadThread', 'internal'), TypeError);
    assert.throws(() => backend.fail('loadThread', 'no-such-code' as 'internal'), TypeError);
  });
});
