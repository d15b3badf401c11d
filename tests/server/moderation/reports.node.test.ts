import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import { newId } from '../../../src/model/new-id.js';
import { decide, logOf, moderator, pendingOf, queueOf, report } from '../support/moderation.js';
import { newKey, onEachDatabase, signToken, type TestSite } from '../support/site.js';

/** As many readers as that report a comment, one after another. */
async function reportBy(site: TestSite, id: string, readers: string[]): Promise<void> {
  for (const reader of readers) {
    assert.equal(await report(site, await signToken(reader), id, `dit par ${reader}`), 204);
  }
}

async function shown(site: TestSite, key: string, id: string): Promise<Comment> {
  const { comments } = await site.thread(key, `&around=${id}`);
  return comments.find((comment) => comment.id === id) as Comment;
}

onEachDatabase('reports', { reportThreshold: 3 }, (site) => {
  test('stand in the queue, oldest first, with what was said', async () => {
    const { id } = await site.write(await signToken('alice'), newKey(), { source: 'Signalé.' });
    await reportBy(site, id, ['r1', 'r2']);
    const item = (await queueOf(site, 'reported')).find(({ comment }) => comment.id === id);
    assert.equal(item?.source, 'Signalé.');
    assert.equal(item?.comment.status, 'published');
    assert.equal(item?.reportCount, 2);
    assert.deepEqual(
      item?.reports.map(({ reason, details }) => [reason, details]),
      [
        ['abuse', 'dit par r1'],
        ['abuse', 'dit par r2'],
      ],
    );
  });

  test('by one reader count once, however often they are sent', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    await reportBy(site, id, ['one', 'one', 'one', 'one', 'two']);
    assert.equal((await shown(site, key, id)).tombstone, null);
    const bursts = Array.from({ length: 8 }, async () => report(site, await signToken('two'), id));
    assert.deepEqual(new Set(await Promise.all(bursts)), new Set([204]));
    assert.equal((await shown(site, key, id)).tombstone, null);
  });

  test('enough of them hide the comment until a moderator has looked', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Mal vu.' });
    const reply = await site.write(await signToken('bob'), key, { parent: id });
    await site.vote(await signToken('bob'), id);
    const { revision } = (await site.thread(key)).thread;
    await reportBy(site, id, ['h1', 'h2', 'h3']);
    const hidden = await shown(site, key, id);
    assert.equal(hidden.tombstone, 'moderation');
    const changes = await site.changes(key, revision);
    assert.deepEqual(changes.comments, [hidden]);
    assert.equal((await shown(site, key, reply.id)).tombstone, null);
    assert.deepEqual(await pendingOf(site, key, alice), [[id, 'pending']]);
    assert.deepEqual(await pendingOf(site, key, await signToken('bob')), []);
    const [entry] = await logOf(site);
    assert.deepEqual([entry?.action, entry?.actor, entry?.comment], ['hide', null, id]);
    assert.equal(await report(site, await signToken('h4'), id), 410);

    const { body } = await decide(site, id, 'published');
    const restored = body as LivingComment;
    assert.deepEqual(restored, await shown(site, key, id));
    assert.deepEqual([restored.votes?.up, restored.status], [1, 'published']);
    assert.match(JSON.stringify(restored.body), /Mal vu/);
    assert.ok(restored.revision > hidden.revision);
    await reportBy(site, id, ['h5', 'h6', 'h7', 'h8']);
    assert.equal((await shown(site, key, id)).tombstone, null);
    const item = (await queueOf(site, 'reported')).find(({ comment }) => comment.id === id);
    assert.equal(item?.reportCount, 4);
  });

  test('that come at once hide it once', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    const answers = Array.from({ length: 12 }, async (_, index) =>
      report(site, await signToken(`burst ${index}`), id),
    );
    for (const status of await Promise.all(answers)) assert.ok([204, 410].includes(status));
    assert.equal((await shown(site, key, id)).tombstone, 'moderation');
    const hides = (await logOf(site, 50)).filter(
      ({ action, comment }) => action === 'hide' && comment === id,
    );
    assert.equal(hides.length, 1);
  });

  test('sent ten times at once are one, by one id or by ten', async () => {
    const [key, token] = [newKey(), await signToken('insistent')];
    const { id } = await site.write(await signToken('alice'), key);
    const same = newId();
    const send = (report: string) => {
      const body = { comment: id, reason: 'spam', details: '' };
      return site.call('PUT', `/v1/reports/${report}`, { token, body });
    };
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send(index % 2 === 0 ? same : newId())),
    );
    for (const { status } of answers) assert.equal(status, 204);
    const item = (await queueOf(site, 'reported')).find(({ comment }) => comment.id === id);
    assert.equal(item?.reportCount, 1);
  });

  test('are settled by a decision, and the decision is logged', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    await reportBy(site, id, ['s1', 's2']);
    await decide(site, id, 'published');
    assert.ok((await queueOf(site, 'reported')).every(({ comment }) => comment.id !== id));
    const [entry] = await logOf(site);
    assert.deepEqual(
      [entry?.action, entry?.actor?.name, entry?.detail],
      ['approve', 'Name of maud', { reports: 2 }],
    );
  });

  test('of a withdrawn comment can be followed by its restoration', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key, { source: 'Retiré puis rendu.' });
    const before = await shown(site, key, id);
    const token = await moderator();
    const withdrawn = await site.call<Comment>('DELETE', `/v1/comments/${id}`, {
      token,
      body: { reason: 'moderation' },
    });
    assert.equal(withdrawn.body.tombstone, 'moderation');
    assert.deepEqual(await pendingOf(site, key, alice), []);
    const [item] = await queueOf(site, 'rejected');
    assert.deepEqual([item?.comment.id, item?.source], [id, 'Retiré puis rendu.']);
    const { body } = await decide(site, id, 'published');
    assert.deepEqual({ ...body, revision: 0 }, { ...before, revision: 0 });
    const actions = (await logOf(site, 2)).map(({ action }) => action);
    assert.deepEqual(actions, ['restore', 'withdraw']);
  });

  test('a hidden comment that is refused stays a tombstone, and its author may still erase it', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const { id } = await site.write(alice, key);
    await reportBy(site, id, ['x1', 'x2', 'x3']);
    const hidden = await shown(site, key, id);
    assert.deepEqual((await decide(site, id, 'rejected')).body, hidden);
    assert.equal((await queueOf(site, 'rejected'))[0]?.comment.id, id);
    await site.call('DELETE', `/v1/comments/${id}`, { token: alice, body: { reason: 'author' } });
    assert.deepEqual(await shown(site, key, id), hidden);
    assert.ok((await queueOf(site, 'rejected')).every(({ comment }) => comment.id !== id));
    const body = { status: 'published' };
    const token = await moderator();
    const problem = await site.fail('PUT', `/v1/comments/${id}/status`, { token, body });
    assert.equal(problem.code, 'gone');
  });

  test('a queue is read page by page, each entry once, by its own cursors only', async () => {
    const key = newKey();
    const alice = await signToken('alice');
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      const { id } = await site.write(alice, key);
      await reportBy(site, id, ['pager']);
      ids.push(id);
    }
    const read = (await queueOf(site, 'reported', 2)).map(({ comment }) => comment.id);
    assert.deepEqual(
      read.filter((id) => ids.includes(id)),
      ids,
    );
    const token = await moderator();
    const page = await site.call<{ page: { cursor: string } }>(
      'GET',
      '/v1/queue?queue=reported&limit=1',
      { token },
    );
    const { cursor } = page.body.page;
    for (const after of [
      'x',
      `${cursor}x`,
      cursor.slice(1),
      `${cursor.split('.')[0]}.AAAAAAAAAAAAAAAA`,
    ]) {
      const path = `/v1/queue?queue=reported&after=${encodeURIComponent(after)}`;
      assert.equal((await site.fail('GET', path, { token })).code, 'invalid');
    }
    const elsewhere = `/v1/queue?queue=pending&after=${encodeURIComponent(cursor)}`;
    assert.equal((await site.fail('GET', elsewhere, { token })).code, 'invalid');
  });
});

onEachDatabase('reports where none hide anything', { reportThreshold: 0 }, (site) => {
  test('only stand in the queue', async () => {
    const key = newKey();
    const { id } = await site.write(await signToken('alice'), key);
    await reportBy(site, id, ['a', 'b', 'c', 'd', 'e', 'f']);
    assert.equal((await shown(site, key, id)).tombstone, null);
  });
});
