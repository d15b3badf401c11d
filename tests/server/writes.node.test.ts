import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import type { Comment, LivingComment } from '../../src/model/comment.js';
import { dump } from './support/dump.js';
import {
  newKey,
  onEachDatabase,
  query,
  secondsFromNow,
  signToken,
  threadOf,
} from './support/site.js';

const MANY = Array.from({ length: 50 });

onEachDatabase('writes', { voteAccess: 'registered' }, (site) => {
  test('fifty creates of one id at once are one comment', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const id = newId();
    const body = { thread: threadOf(key), parent: null, source: 'Un mot.' };
    const answers = await Promise.all(
      MANY.map(() => site.call<Comment>('PUT', `/v1/comments/${id}`, { token, body })),
    );
    assert.equal(answers.filter(({ status }) => status === 201).length, 1);
    assert.equal(answers.filter(({ status }) => status === 200).length, 49);
    const page = await site.thread(key);
    assert.deepEqual(page.thread, {
      key,
      closed: false,
      revision: 1,
      total: 1,
      downVotes: false,
    });
    for (const answer of answers) assert.deepEqual(answer.body, page.comments[0]);
  });

  test('one id in fifty threads at once is one comment and 49 conflicts', async () => {
    const token = await signToken('alice');
    const id = newId();
    const keys = MANY.map(() => newKey());
    const answers = await Promise.all(
      keys.map((key) =>
        site.call('PUT', `/v1/comments/${id}`, {
          token,
          body: { thread: threadOf(key), parent: null, source: 'Un mot.' },
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    assert.deepEqual(statuses, [201, ...Array<number>(49).fill(409)]);
    const revisions = await Promise.all(
      keys.map(async (key) => (await site.thread(key)).thread.revision),
    );
    assert.equal(revisions.filter((revision) => revision > 0).length, 1);
  });

  test('fifty equal votes at once count once, of fifty readers fifty times', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    const bob = await signToken('bob');
    await Promise.all(MANY.map(() => site.vote(bob, id)));
    assert.equal((await site.thread(key)).thread.revision, 2);
    const others = await Promise.all(MANY.map((_, index) => signToken(`voter ${index}`)));
    await Promise.all(others.map((token) => site.vote(token, id)));
    const [comment] = (await site.thread(key)).comments as LivingComment[];
    assert.deepEqual(comment?.votes, { up: 51, down: 0 });
  });

  test('a conflict says nothing of the comment that has the id', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Un secret.' });
    const attempts = [
      [await signToken('mallory'), threadOf(key), null],
      [alice, threadOf(newKey()), null],
      [alice, threadOf(key), newId()],
    ] as const;
    for (const [token, thread, parent] of attempts) {
      const problem = await site.fail('PUT', `/v1/comments/${id}`, {
        token,
        body: { thread, parent, source: 'Un secret.' },
      });
      assert.deepEqual(problem, {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'The id is taken.',
        code: 'conflict',
        retryAfter: null,
      });
    }
  });

  test('a comment’s times only grow, and the thread’s revisions have no gaps', async () => {
    const key = newKey();
    const tokens = await Promise.all(MANY.map((_, index) => signToken(`writer ${index}`)));
    await Promise.all(tokens.map((token) => site.write(token, key)));
    const { comments } = await site.changes(key, 0);
    assert.deepEqual(
      comments.map(({ revision }) => revision),
      MANY.map((_, index) => index + 1),
    );
    const times = comments.map(({ createdAt }) => createdAt);
    assert.equal(new Set(times).size, times.length);
    assert.deepEqual(times, [...times].sort());
  });

  test('an erased account leaves no trace but tombstones', async () => {
    const key = newKey();
    const claims = {
      name: 'Hortensia Quessandier',
      picture: 'https://img.example/quessandier.png',
      badges: ['botaniste'],
      iat: secondsFromNow(-60),
    };
    const subject = 'subject-quessandier';
    const token = await signToken(subject, claims);
    const bob = await signToken('bob');
    const admin = await signToken('admin', { roles: ['admin'] });
    const own = await site.write(token, key, { source: 'Phrase inoubliable du jardin.' });
    const reply = await site.write(bob, key, { parent: own.id });
    await site.vote(token, reply.id);
    await site.vote(bob, own.id);
    const report = (comment: string, details: string) => ({
      body: { comment, reason: 'other', details },
    });
    await site.call('PUT', `/v1/reports/${newId()}`, { token, ...report(reply.id, 'jalousie') });
    await site.call('PUT', `/v1/reports/${newId()}`, {
      token: bob,
      ...report(own.id, 'dit « Phrase inoubliable »'),
    });
    await site.call('PATCH', `/v1/thread?${query(key)}`, {
      token: admin,
      body: { authors: [subject] },
    });
    const traces = [
      /quessandier/i,
      /inoubliable/,
      /jalousie/,
      /botaniste/,
      new RegExp(own.author.id),
    ];
    const full = await dump(site);
    for (const trace of traces) assert.match(full, trace);

    const exported = await site.call('GET', `/v1/accounts/${subject}/export`, { token });
    assert.match(JSON.stringify(exported.body), /inoubliable.*jalousie/);
    const { revision } = (await site.thread(key)).thread;
    const gone = await site.call('DELETE', `/v1/accounts/${subject}`, { token });
    assert.equal(gone.status, 204);
    const empty = await dump(site);
    for (const trace of traces) assert.doesNotMatch(empty, trace);

    const page = await site.thread(key, '&sort=oldest');
    assert.equal(page.comments[0]?.tombstone, 'account-erased');
    assert.deepEqual((page.comments[1] as LivingComment).votes, { up: 0, down: 0 });
    assert.equal(page.thread.total, 1);
    const changes = await site.changes(key, revision);
    assert.deepEqual(changes.comments.map(({ id }) => id).sort(), [own.id, reply.id].sort());

    const body = { thread: threadOf(key), parent: null, source: 'Phrase inoubliable du jardin.' };
    const again = await site.call('PUT', `/v1/comments/${own.id}`, { token, body });
    assert.deepEqual(again.body, page.comments[0]);
    const late = await site.fail('PUT', `/v1/comments/${newId()}`, { token, body });
    assert.equal(late.code, 'login');
    assert.equal((await site.call('DELETE', `/v1/accounts/${subject}`, { token })).status, 204);
    const still = await dump(site);
    for (const trace of traces) assert.doesNotMatch(still, trace);

    const back = await signToken(subject, { ...claims, iat: secondsFromNow(5) });
    const fresh = await site.write(back, key);
    assert.notEqual(fresh.author.id, own.author.id);
    await site.call('DELETE', `/v1/accounts/${subject}`, { token: back });
  });

  test('an erasure and writes of the same account at once end in nothing but tombstones', async () => {
    const key = newKey();
    const subject = 'racing';
    const token = await signToken(subject, { iat: secondsFromNow(-60) });
    const bob = await signToken('bob');
    const { id } = await site.write(bob, key);
    const writes = MANY.slice(20).map((_, index) =>
      index % 3 === 0
        ? site.vote(token, id, index % 2)
        : site.call('PUT', `/v1/comments/${newId()}`, {
            token,
            body: { thread: threadOf(key), parent: null, source: 'Course.' },
          }),
    );
    await Promise.all([...writes, site.call('DELETE', `/v1/accounts/${subject}`, { token })]);
    assert.doesNotMatch(await dump(site), /racing|Course\./);
  });
});
