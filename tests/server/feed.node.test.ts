import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  signToken,
  threadOf,
  type Answer,
} from './support/site.js';

/** The texts of all elements of a name, as they are written. */
const textsOf = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(
    ([, text]) => text!,
  );

const idsIn = (xml: string): string[] =>
  textsOf(xml, 'id')
    .slice(1)
    .map((id) => id.replace('urn:uuid:', ''));

onEachDatabase('feeds', { commentAccess: 'registered' }, (site) => {
  const feed = (key?: string): Promise<Answer<string>> =>
    site.call<string>('GET', `/v1/feed${key === undefined ? '' : `?${query(key)}`}`);

  test('of a thread is its comments at every depth, the newest first', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const first = await site.write(token, key, { source: 'Bonjour *à tous*' });
    const reply = await site.write(token, key, { parent: first.id });
    await site.write(token, newKey());
    const { body, headers, status } = await feed(key);
    assert.equal(status, 200);
    assert.equal(headers.get('Content-Type'), 'application/atom+xml; charset=utf-8');
    assert.deepEqual(idsIn(body), [reply.id, first.id]);
    assert.equal(textsOf(body, 'name')[0], 'Name of alice');
    assert.equal(
      textsOf(body, 'content')[1],
      '&#60;p&#62;Bonjour &#60;em&#62;à tous&#60;/em&#62;&#60;/p&#62;',
    );
    assert.deepEqual(
      [...body.matchAll(/href="([^"]+)"/g)].map(([, href]) => href),
      [
        `feed?${new URLSearchParams({ thread: key })}`,
        threadOf(key).url,
        `${threadOf(key).url}#palabre-${reply.id}`,
        `${threadOf(key).url}#palabre-${first.id}`,
      ],
    );
  });

  test('shows a title once it is confirmed, and the address’s path before', async () => {
    const key = newKey();
    await site.write(await signToken('alice'), key);
    assert.deepEqual(textsOf((await feed(key)).body, 'title'), [
      '/articles/un titre',
      'Name of alice · /articles/un titre',
    ]);
    const token = await signToken('eve', { roles: ['moderator'] });
    await site.call('PATCH', `/v1/thread?${query(key)}`, { token, body: { title: 'R&D' } });
    assert.equal(textsOf((await feed(key)).body, 'title')[0], 'R&#38;D');
  });

  test('of the site is the latest of all threads, at most fifty', async () => {
    const token = await signToken('alice');
    const written: string[] = [];
    for (let n = 0; n < 52; n += 1) written.push((await site.write(token, newKey())).id);
    const { body } = await feed();
    assert.deepEqual(idsIn(body), written.reverse().slice(0, 50));
    assert.equal(textsOf(body, 'title')[0], new URL(ORIGIN).host);
  });

  test('is empty, and stays the same, where nobody has written', async () => {
    const key = newKey();
    const [one, other] = [await feed(key), await feed(key)];
    assert.deepEqual(idsIn(one.body), []);
    assert.equal(textsOf(one.body, 'updated').length, 1);
    assert.equal(one.headers.get('ETag'), other.headers.get('ETag'));
    assert.notEqual(textsOf(one.body, 'id')[0], textsOf((await feed(newKey())).body, 'id')[0]);
  });

  test('has neither a tombstone nor what waits', async () => {
    const key = newKey();
    const token = await signToken('alice');
    const kept = await site.write(token, key);
    const gone = await site.write(token, key, { source: 'Retiré.' });
    await site.write(token, key, { parent: gone.id });
    await site.call('DELETE', `/v1/comments/${gone.id}`, { token, body: { reason: 'author' } });
    const editor = await signToken('eve', { roles: ['moderator'] });
    const body = { moderation: 'pre' };
    await site.call('PATCH', `/v1/thread?${query(key)}`, { token: editor, body });
    const waiting = await site.write(token, key, { source: 'En attente.' });
    for (const answer of [await feed(key), await feed()]) {
      const ids = idsIn(answer.body);
      assert.ok(ids.includes(kept.id));
      assert.ok(!ids.includes(gone.id) && !ids.includes(waiting.id));
      assert.doesNotMatch(answer.body, /Retiré|En attente/);
    }
  });

  test('of a key that is none is refused', async () => {
    for (const bad of ['thread=', `thread=${'k'.repeat(1_025)}`]) {
      assert.equal((await site.fail('GET', `/v1/feed?${bad}`)).code, 'invalid');
    }
  });
});
