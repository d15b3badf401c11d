import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import { newId } from '../../../src/model/new-id.js';
import type { Problem } from '../../../src/wire/problem.js';
import { until } from '../../support/processes.js';
import { moderator, pendingOf, queueOf } from '../support/moderation.js';
import { newKey, onEachDatabase, query, signToken, threadOf } from '../support/site.js';

/** Texts that wait for the check's word. */
const waiting: ServerResponse[] = [];
const check = createServer((request, response) => {
  request.resume().on('end', () => waiting.push(response));
});
await new Promise<void>((resolve) => check.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(check.address() as AddressInfo).port}`;
after(() => {
  check.closeAllConnections();
  check.close();
});

async function letGo(): Promise<void> {
  await until(() => Promise.resolve(waiting.length > 0), 'a text at the check');
  waiting.shift()?.end('{"verdict": "publish"}');
}

const options = {
  check: { url, secret: 'a secret between the server and its check', timeout: 30_000 },
};

onEachDatabase('what is decided while a text is looked at', options, (site) => {
  const write = async (key: string, token: string, parent: string | null = null) =>
    site.call<Comment>('PUT', `/v1/comments/${newId()}`, {
      token,
      body: { thread: threadOf(key), parent, source: 'Un mot.' },
    });
  const takeBack = async (id: string, token: string): Promise<void> => {
    const init = { token, body: { reason: 'author' } };
    assert.equal((await site.call('DELETE', `/v1/comments/${id}`, init)).status, 200);
  };
  const written = async (key: string, token: string): Promise<LivingComment> => {
    const writing = write(key, token);
    await letGo();
    return (await writing).body as LivingComment;
  };
  const setMode = async (key: string, moderation: string): Promise<void> => {
    const init = { token: await moderator(), body: { moderation } };
    const answer = await site.call('PATCH', `/v1/thread?${query(key)}`, init);
    assert.equal(answer.status, 200);
  };

  test('holds a comment in a thread that is moderated by then', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    await written(key, token);
    const writing = write(key, token);
    await until(() => Promise.resolve(waiting.length > 0), 'a text at the check');
    await setMode(key, 'pre');
    await letGo();
    const { body } = await writing;
    assert.equal((body as LivingComment).status, 'pending');
    const item = (await queueOf(site, 'pending')).find(({ comment }) => comment.id === body.id);
    assert.deepEqual(item?.holds, ['pre-moderation']);
  });

  test('holds an edit there, too', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    const { id } = await written(key, token);
    const body = { source: 'Un autre.' };
    const editing = site.call<Comment>('PATCH', `/v1/comments/${id}`, { token, body });
    await until(() => Promise.resolve(waiting.length > 0), 'a text at the check');
    await setMode(key, 'pre');
    await letGo();
    assert.equal((await editing).status, 200);
    assert.deepEqual(await pendingOf(site, key, token), [[id, 'pending']]);
    assert.equal((await site.thread(key)).comments[0]?.tombstone, 'moderation');
  });

  test('keeps out an answer to what is taken back by then, and an edit of it', async () => {
    const [key, token] = [newKey(), await signToken('alice')];
    const { id } = await written(key, token);
    const answering = write(key, await signToken('bob'), id);
    await until(() => Promise.resolve(waiting.length > 0), 'a text at the check');
    const source = 'Un autre.';
    const editing = site.call<Problem>('PATCH', `/v1/comments/${id}`, { token, body: { source } });
    await until(() => Promise.resolve(waiting.length > 1), 'another');
    await takeBack(id, token);
    const { revision } = (await site.thread(key)).thread;
    await letGo();
    await letGo();
    for (const { status, body } of [await answering, await editing]) {
      assert.deepEqual([status, (body as unknown as Problem).code], [410, 'gone']);
    }
    const { comments, thread } = await site.thread(key);
    assert.deepEqual([comments, thread.total, thread.revision], [[], 0, revision]);
  });

  test('keeps out whoever is suspended by then', async () => {
    const [key, token] = [newKey(), await signToken('mallory')];
    const { author } = await written(key, token);
    const writing = write(key, token);
    await until(() => Promise.resolve(waiting.length > 0), 'a text at the check');
    const suspension = { token: await moderator(), body: { until: null, reason: '' } };
    assert.equal((await site.call('PUT', `/v1/suspensions/${author.id}`, suspension)).status, 204);
    await letGo();
    const { status, body } = await writing;
    assert.deepEqual([status, (body as unknown as { code: string }).code], [403, 'suspended']);
    assert.equal((await site.thread(key)).thread.total, 1);
  });
});
