import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import type { Comment, LivingComment } from '../../src/model/comment.js';
import type { LatestComment, ThreadCount, ThreadInfo } from '../../src/model/thread.js';
import type { Viewer } from '../../src/model/viewer.js';
import { newKey, onEachDatabase, query, signToken, threadOf } from './support/site.js';

const EMPTY = { closed: false, revision: 0, total: 0, downVotes: true };

onEachDatabase('every call', { highlightVotes: 1, downVotes: true }, (site) => {
  test('a thread that nobody has written in is empty', async () => {
    const key = newKey();
    assert.deepEqual(await site.thread(key), {
      thread: { ...EMPTY, key },
      comments: [],
      lists: [{ parent: null, ids: [], page: { total: 0, cursor: null } }],
      highlights: [],
      around: null,
    });
    assert.deepEqual(await site.changes(key, 0), {
      thread: { ...EMPTY, key },
      comments: [],
      revision: 0,
      more: false,
    });
    assert.deepEqual((await site.list(key, '')).lists, [
      { parent: null, ids: [], page: { total: 0, cursor: null } },
    ]);
  });

  test('a comment is created with 201, answered again with 200, and read back', async () => {
    const key = newKey();
    const token = await signToken('alice', { picture: 'https://img.example/a.png', badges: ['x'] });
    const path = `/v1/comments/${newId()}`;
    const body = { thread: threadOf(key), parent: null, source: 'Bonjour *à tous*' };
    const first = await site.call<LivingComment>('PUT', path, { token, body });
    assert.equal(first.status, 201);
    assert.equal(first.headers.get('Cache-Control'), 'private, no-store');
    const { author, revision, ...rest } = first.body;
    assert.equal(revision, 1);
    assert.deepEqual(
      { name: author.name, picture: author.picture, badges: author.badges },
      { name: 'Name of alice', picture: 'https://img.example/a.png', badges: ['x'] },
    );
    assert.notEqual(author.id, 'alice');
    assert.deepEqual(rest.body, {
      type: 'root',
      children: [
        {
          type: 'paragraph',
          children: [
            { type: 'text', value: 'Bonjour ' },
            { type: 'emphasis', children: [{ type: 'text', value: 'à tous' }] },
          ],
        },
      ],
    });
    const again = await site.call('PUT', path, { token, body: { ...body, source: 'Autre' } });
    assert.equal(again.status, 200);
    assert.deepEqual(again.body, first.body);
    const page = await site.thread(key);
    assert.deepEqual(page.comments, [first.body]);
    assert.deepEqual(page.thread, { ...EMPTY, key, revision: 1, total: 1 });
  });

  test('replies come with their comment, and the answer says where they stand', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const top = await site.write(token, key);
    const replies: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      replies.push((await site.write(token, key, { parent: top.id })).id);
    }
    const page = await site.thread(key, '&sort=oldest');
    const list = page.lists.find(({ parent }) => parent === top.id);
    assert.deepEqual(list?.ids, replies.slice(0, 5));
    assert.equal(list?.page.total, 7);
    const rest = await site.list(key, `&sort=oldest&parent=${top.id}&after=${list?.page.cursor}`);
    assert.deepEqual(rest.lists[0]?.ids, replies.slice(5));
    assert.equal(rest.lists[0]?.page.cursor, null);
    assert.equal(page.thread.total, 8);
    assert.equal(page.lists[0]?.page.total, 1);
  });

  test('an edit replaces the text', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const { id } = await site.write(token, key);
    const edit = { token, body: { source: 'Mieux' } };
    const edited = await site.call<LivingComment>('PATCH', `/v1/comments/${id}`, edit);
    assert.equal(edited.status, 200);
    assert.equal(edited.body.revision, 2);
    assert.notEqual(edited.body.editedAt, null);
    const again = await site.call<LivingComment>('PATCH', `/v1/comments/${id}`, edit);
    assert.deepEqual(again.body, edited.body);
  });

  test('a comment is withdrawn once, by its author or by a moderator', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const moderator = await signToken('maud', { roles: ['moderator'] });
    for (const [who, reason] of [
      [token, 'author'],
      [moderator, 'moderation'],
    ] as const) {
      const { id, createdAt } = await site.write(token, key);
      const body = { reason };
      const gone = await site.call<Comment>('DELETE', `/v1/comments/${id}`, { token: who, body });
      const { revision } = gone.body;
      const place = { id, parent: null, createdAt, revision };
      assert.deepEqual(gone.body, { ...place, tombstone: reason, ground: null });
      const again = await site.call('DELETE', `/v1/comments/${id}`, { token: who, body });
      assert.deepEqual(again.body, gone.body);
    }
    const { thread, lists } = await site.thread(key);
    assert.equal(thread.total, 0);
    assert.equal(lists[0]?.page.total, 1, 'the one that moderation withdrew');
  });

  test('a vote counts once, changes sides, and is taken back', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    const token = await signToken('bob', { roles: [] });
    const counts = async (value: number) => {
      const { body } = await site.vote(token, id, value);
      return (body as LivingComment).votes;
    };
    assert.deepEqual(await counts(1), { up: 1, down: 0 });
    assert.deepEqual(await counts(1), { up: 1, down: 0 });
    assert.deepEqual(await counts(-1), { up: 0, down: 1 });
    assert.equal((await site.thread(key)).thread.revision, 3);
    const viewer = await site.call<Viewer>('GET', `/v1/viewer?${query(key)}`, { token });
    assert.deepEqual(viewer.body.votes, [{ id, value: -1 }]);
    assert.deepEqual(await counts(0), { up: 0, down: 0 });
    assert.deepEqual(await counts(0), { up: 0, down: 0 });
    assert.equal((await site.thread(key)).thread.revision, 4);
  });

  test('a picked comment is a highlight, before those with the most votes', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const editor = await signToken('eve', { roles: ['staff'] });
    const [plain, voted, picked] = [
      await site.write(alice, key),
      await site.write(alice, key),
      await site.write(alice, key),
    ];
    await site.vote(await signToken('bob'), voted.id);
    const path = `/v1/comments/${picked.id}/pick`;
    const answer = await site.call<LivingComment>('PUT', path, {
      token: editor,
      body: { picked: true },
    });
    assert.equal(answer.body.picked, true);
    const page = await site.thread(key, '&limit=1&sort=oldest');
    assert.deepEqual(page.highlights, [picked.id, voted.id]);
    assert.deepEqual(page.lists[0]?.ids, [plain.id]);
    assert.deepEqual(
      page.comments.map(({ id }) => id),
      [plain.id, picked.id, voted.id],
    );
    assert.deepEqual((await site.thread(key, '&highlights=0')).highlights, []);
  });

  test('a report is taken once per reader', async () => {
    const { id } = await site.write(await signToken('alice'), newKey());
    const token = await signToken('bob');
    const report = newId();
    const body = { comment: id, reason: 'spam', details: 'Lisez.' };
    for (const own of [report, report, newId()]) {
      const { status } = await site.call('PUT', `/v1/reports/${own}`, { token, body });
      assert.equal(status, 204);
    }
    const path = '/v1/accounts/bob/export';
    const { body: exported } = await site.call<{ reports: unknown[] }>('GET', path, { token });
    assert.equal(exported.reports.length, 1);
    const carol = await signToken('carol');
    const problem = await site.fail('PUT', `/v1/reports/${report}`, { token: carol, body });
    assert.equal(problem.code, 'conflict');
  });

  test('a thread closes, opens, and takes the authors of its article', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const editor = await signToken('eve', { roles: ['staff'] });
    const { id } = await site.write(alice, key);
    const path = `/v1/thread?${query(key)}`;
    const patch = (body: object) => site.call<ThreadInfo>('PATCH', path, { token: editor, body });
    assert.deepEqual((await patch({ closed: true })).body, {
      key,
      closed: true,
      revision: 2,
      total: 1,
      downVotes: true,
    });
    const body = { thread: threadOf(key), parent: null, source: 'Trop tard' };
    const late = await site.fail('PUT', `/v1/comments/${newId()}`, { token: alice, body });
    assert.equal(late.code, 'closed');
    const known = await site.call<Comment>('PUT', `/v1/comments/${id}`, { token: alice, body });
    assert.equal(known.status, 200);
    assert.equal((await patch({ closed: false, authors: ['alice'] })).body.closed, false);
    const [comment] = (await site.thread(key)).comments as LivingComment[];
    assert.deepEqual(comment?.author.badges, ['author']);
    assert.deepEqual((await site.changes(key, 3)).comments, [comment]);
  });

  test('counts and latest tell a front page what is said where', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const comment = await site.write(alice, key);
    const path = `/v1/counts?${query(key)}&thread=unknown&${query(key)}`;
    const counts = await site.call<{ counts: ThreadCount[] }>('GET', path);
    assert.deepEqual(counts.body.counts, [
      { key, count: 1 },
      { key: 'unknown', count: 0 },
      { key, count: 1 },
    ]);
    const latest = () => site.call<{ items: LatestComment[] }>('GET', '/v1/latest?limit=1');
    const { url } = threadOf(key);
    assert.deepEqual((await latest()).body.items, [
      { comment, thread: { key, url, title: '/articles/un titre' } },
    ]);
    const editor = await signToken('eve', { roles: ['moderator'] });
    await site.call('PATCH', `/v1/thread?${query(key)}`, {
      token: editor,
      body: { title: 'Confirmé' },
    });
    assert.equal((await latest()).body.items[0]?.thread.title, 'Confirmé');
    const signed = newKey();
    await site.write(await signToken('alice', { thread: { key: signed, title: 'Signé' } }), signed);
    assert.equal((await latest()).body.items[0]?.thread.title, 'Signé');
  });

  test('the viewer is who the token says, and may what the site allows', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const { body } = await site.call<Viewer>('GET', `/v1/viewer?${query(key)}`, { token });
    const { author } = await site.write(token, key);
    assert.deepEqual(body.account, author);
    assert.deepEqual(body.can.comment, { allowed: true });
  });

  test('what changes of an account changes on its comments', async () => {
    const key = newKey();
    const first = await site.write(await signToken('renata'), key);
    const renamed = await signToken('renata', { name: '  Ré\u0007nata \n Martin  ' });
    await site.write(renamed, newKey());
    const { comments } = await site.changes(key, first.revision);
    assert.equal((comments[0] as LivingComment).author.name, 'Rénata Martin');
    assert.equal((await site.thread(key)).thread.revision, 2);
  });
});
