import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newId } from '../../../src/model/new-id.js';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import { admin, decide, logOf, moderator, pendingOf, queueOf } from '../support/moderation.js';
import {
  newKey,
  onEachDatabase,
  query,
  signToken,
  threadOf,
  type TestSite,
} from '../support/site.js';

/** Everything that everybody may read of a thread. */
async function publicOf(site: TestSite, key: string, id: string): Promise<string> {
  const answers = [
    await site.thread(key, `&around=${id}`),
    await site.list(key, ''),
    await site.changes(key, 0),
    (await site.call('GET', '/v1/latest?limit=100')).body,
  ];
  return JSON.stringify(answers);
}

onEachDatabase('pre-moderation of a site', { moderation: 'pre' }, (site) => {
  test('a comment waits: its author and moderators see it, nobody else', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id, status } = await site.write(alice, key, { source: 'Attend son tour.' });
    assert.equal(status, 'pending');
    assert.doesNotMatch(await publicOf(site, key, id), new RegExp(`${id}|Attend`));
    assert.equal((await site.thread(key)).thread.total, 0);
    assert.deepEqual(await pendingOf(site, key, alice), [[id, 'pending']]);
    assert.deepEqual(await pendingOf(site, key, await moderator()), [[id, 'pending']]);
    assert.deepEqual(await pendingOf(site, key, await signToken('bob')), []);
    assert.deepEqual(await pendingOf(site, key, null), []);
    const [item] = (await queueOf(site, 'pending')).filter(({ comment }) => comment.id === id);
    assert.deepEqual([item?.source, item?.holds], ['Attend son tour.', ['pre-moderation']]);
    assert.equal(item?.thread.key, key);
  });

  test('approved, it appears where and when it was written', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const first = await site.write(alice, key);
    const second = await site.write(await signToken('bob'), key);
    const { revision } = (await site.thread(key)).thread;
    for (const { id } of [second, first]) {
      const { body } = await decide(site, id, 'published');
      assert.equal((body as LivingComment).status, 'published');
    }
    const page = await site.thread(key, '&sort=oldest');
    assert.deepEqual(page.lists[0]?.ids, [first.id, second.id]);
    assert.equal(page.comments[0]?.createdAt, first.createdAt);
    assert.equal(page.thread.total, 2);
    const { comments } = await site.changes(key, revision);
    assert.deepEqual(
      comments.map(({ id }) => id),
      [second.id, first.id],
    );
    assert.deepEqual(await pendingOf(site, key, alice), []);
    const again = await decide(site, first.id, 'published');
    assert.deepEqual(again.body, page.comments[0]);
    assert.equal((await site.thread(key)).thread.revision, page.thread.revision);
  });

  test('refused, it stays with its author, and can be approved later', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Refusé, puis non.' });
    const refused = await decide(site, id, 'rejected');
    assert.equal((refused.body as LivingComment).status, 'rejected');
    assert.deepEqual(await pendingOf(site, key, alice), [[id, 'rejected']]);
    assert.doesNotMatch(await publicOf(site, key, id), new RegExp(id));
    assert.equal((await queueOf(site, 'rejected'))[0]?.comment.id, id);
    await decide(site, id, 'published');
    assert.match(await publicOf(site, key, id), /Refusé, puis non/);
  });

  test('a resend answers what became of it, and its author may edit or take it back', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Un.' });
    const again = await site.write(alice, key, { id, source: 'Un.' });
    assert.deepEqual([again.id, again.status], [id, 'pending']);
    const body = { source: 'Deux.' };
    const edited = await site.call<LivingComment>('PATCH', `/v1/comments/${id}`, {
      token: alice,
      body,
    });
    assert.equal(edited.body.status, 'pending');
    const gone = await site.call<Comment>('DELETE', `/v1/comments/${id}`, {
      token: alice,
      body: { reason: 'author' },
    });
    assert.equal(gone.body.tombstone, 'author');
    assert.deepEqual(await site.write(alice, key, { id, source: 'Un.' }), gone.body);
    assert.deepEqual(await pendingOf(site, key, alice), []);
    assert.doesNotMatch(await publicOf(site, key, id), new RegExp(id));
    assert.equal((await site.thread(key)).lists[0]?.page.total, 0);
    assert.ok((await queueOf(site, 'pending')).every(({ comment }) => comment.id !== id));
    assert.equal(
      (
        await site.fail('PUT', `/v1/comments/${id}/status`, {
          token: await moderator(),
          body: { status: 'published' },
        })
      ).code,
      'gone',
    );
  });

  test('nobody answers, votes for, picks or reports what they cannot see', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    const bob = await signToken('bob');
    const staff = await signToken('stan', { roles: ['staff'] });
    const thread = threadOf(key);
    const calls: [string, string, string, unknown][] = [
      [bob, 'PUT', `/v1/comments/${newId()}`, { thread, parent: id, source: 'Réponse.' }],
      [bob, 'PUT', `/v1/comments/${id}/vote`, { value: 1 }],
      [bob, 'PUT', `/v1/reports/${newId()}`, { comment: id, reason: 'spam', details: '' }],
      [bob, 'PATCH', `/v1/comments/${id}`, { source: 'Autre.' }],
      [bob, 'DELETE', `/v1/comments/${id}`, { reason: 'author' }],
      [staff, 'PUT', `/v1/comments/${id}/pick`, { picked: true }],
    ];
    for (const [token, method, path, body] of calls) {
      assert.equal((await site.fail(method, path, { token, body })).code, 'not-found', path);
    }
    const list = await site.fail('GET', `/v1/comments?${query(key, `&parent=${id}`)}`);
    assert.equal(list.code, 'not-found');
  });

  test('what the newsroom writes appears at once', async () => {
    const { status } = await site.write(await moderator(), newKey());
    assert.equal(status, 'published');
  });

  test('a thread may be moderated afterwards all the same', async () => {
    const key = newKey();
    await site.write(await signToken('alice'), key);
    const path = `/v1/thread?${query(key)}`;
    const patch = async (moderation: string | null) =>
      site.call('PATCH', path, { token: await admin(), body: { moderation } });
    assert.equal((await patch('post')).status, 200);
    assert.equal((await site.write(await signToken('bob'), key)).status, 'published');
    await patch(null);
    assert.equal((await site.write(await signToken('bob'), key)).status, 'pending');
    const [entry] = await logOf(site);
    assert.deepEqual([entry?.action, entry?.detail], ['moderation', { from: 'post', to: null }]);
  });
});

onEachDatabase('rules of a site', { words: ['suspect', '!interdit'], maxLinks: 1 }, (site) => {
  const cases: [source: string, status: string, holds: string[]][] = [
    ['Rien à dire.', 'published', []],
    ['Un mot suspect.', 'pending', ['words']],
    ['Un mot interdit.', 'rejected', ['words']],
    ['https://a.example', 'published', []],
    ['https://a.example et https://b.example', 'pending', ['links']],
    ['suspect : https://a.example et https://b.example', 'pending', ['words', 'links']],
  ];
  for (const [source, status, holds] of cases) {
    test(`${source} ${status}`, async () => {
      const { id, ...comment } = await site.write(await signToken('alice'), newKey(), { source });
      assert.equal(comment.status, status);
      if (status === 'published') return;
      const queue = await queueOf(site, status as 'pending' | 'rejected');
      assert.deepEqual(queue.find((item) => item.comment.id === id)?.holds, holds);
    });
  }

  test('an edit that meets a rule takes the comment off the page until it is approved', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Propre.' });
    const reply = await site.write(await signToken('bob'), key, { parent: id });
    const body = { source: 'Devenu suspect.' };
    const { body: edited } = await site.call<Comment>('PATCH', `/v1/comments/${id}`, {
      token: alice,
      body,
    });
    assert.equal(edited.tombstone, 'moderation');
    const shown = await publicOf(site, key, id);
    assert.doesNotMatch(shown, /suspect|Propre/);
    assert.match(shown, new RegExp(reply.id));
    assert.deepEqual(await pendingOf(site, key, alice), [[id, 'pending']]);
    const { body: restored } = await decide(site, id, 'published');
    assert.equal(restored.tombstone, null);
    assert.match(await publicOf(site, key, id), /Devenu suspect/);
  });
});
