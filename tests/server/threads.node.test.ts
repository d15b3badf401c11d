import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LatestComment, ThreadInfo } from '../../src/model/thread.js';
import { newId } from '../../src/model/new-id.js';
import { logOf, moderator } from './support/moderation.js';
import { newKey, onEachDatabase, ORIGIN, query, signToken, threadOf } from './support/site.js';

onEachDatabase('a thread that nobody has written in', {}, (site) => {
  const url = `${ORIGIN}/delicate`;

  const patch = async (key: string, body: object) =>
    site.call<ThreadInfo>('PATCH', `/v1/thread?${query(key)}`, { token: await moderator(), body });

  test('can begin closed', async () => {
    const key = newKey();
    const { status, body } = await patch(key, { closed: true, url });
    assert.deepEqual(
      [status, body],
      [200, { key, closed: true, revision: 1, total: 0, downVotes: false }],
    );
    const problem = await site.fail('PUT', `/v1/comments/${newId()}`, {
      token: await signToken('alice'),
      body: { thread: threadOf(key), parent: null, source: 'Trop tôt.' },
    });
    assert.equal(problem.code, 'closed');
  });

  test('can begin moderated', async () => {
    const key = newKey();
    assert.equal((await patch(key, { moderation: 'pre', url })).status, 200);
    const comment = await site.write(await signToken('alice'), key);
    assert.equal(comment.status, 'pending');
  });

  test('takes its address from its key where that is one, and says so where it is not', async () => {
    const key = `${ORIGIN}/${newKey()}`;
    assert.equal((await patch(key, { closed: false })).status, 200);
    for (const unknown of [newKey(), 'mailto:me@journal.example']) {
      const problem = await site.fail('PATCH', `/v1/thread?${query(unknown)}`, {
        token: await moderator(),
        body: { closed: true },
      });
      assert.equal(problem.code, 'invalid');
      assert.match(problem.detail ?? '', /say the article's url/);
    }
    const foreign = await site.fail('PATCH', `/v1/thread?${query('https://phish.example/')}`, {
      token: await moderator(),
      body: { closed: true },
    });
    assert.match(foreign.detail ?? '', /allowed origin/);
  });

  test('is the newsroom’s to begin, nobody else’s', async () => {
    const problem = await site.fail('PATCH', `/v1/thread?${query(newKey())}`, {
      token: await signToken('alice'),
      body: { closed: true, url },
    });
    assert.equal(problem.code, 'forbidden');
  });
});

onEachDatabase('the address of an article', { origins: '*' }, (site) => {
  const addressOf = async (): Promise<string | undefined> => {
    const { body } = await site.call<{ items: LatestComment[] }>('GET', '/v1/latest?limit=1');
    return body.items[0]?.thread.url;
  };
  const thread = (key: string) => ({ key, url: 'https://phish.example/', title: 'Un titre' });

  test('is put right by the newsroom, whoever named it first', async () => {
    const key = newKey();
    const body = { thread: thread(key), parent: null, source: 'Un mot.' };
    await site.call('PUT', `/v1/comments/${newId()}`, { token: await signToken('eve'), body });
    assert.equal(await addressOf(), 'https://phish.example/');
    await site.call('PATCH', `/v1/thread?${query(key)}`, {
      token: await moderator(),
      body: { url: `${ORIGIN}/vrai` },
    });
    assert.equal(await addressOf(), `${ORIGIN}/vrai`);
    assert.equal((await logOf(site, 1))[0]?.action, 'address');
  });

  test('is what the newspaper’s token says', async () => {
    const key = newKey();
    const claim = { thread: { key, title: 'Le vrai titre', url: `${ORIGIN}/signé` } };
    const token = await signToken('alice', claim);
    const body = { thread: thread(key), parent: null, source: 'Un mot.' };
    await site.call('PUT', `/v1/comments/${newId()}`, { token, body });
    assert.equal(await addressOf(), new URL(`${ORIGIN}/signé`).href);
    const wrong = await signToken('alice', {
      thread: { key, title: 'Un', url: 'ftp://journal.example' },
    });
    const problem = await site.fail('GET', `/v1/viewer?${query(key)}`, { token: wrong });
    assert.equal(problem.code, 'login');
  });
});
