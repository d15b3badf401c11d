import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { Checked } from '../../../src/server/moderation/check.js';
import { moderator, queueOf } from '../support/moderation.js';
import { newKey, onEachDatabase, signToken, threadOf } from '../support/site.js';

const SECRET = 'a secret between the server and its check';

const asked: Checked[] = [];

/** Says what the text asks it to say. */
const check = createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (chunk: string) => (body += chunk));
  request.on('end', () => {
    const checked = JSON.parse(body) as Checked;
    asked.push(checked);
    const verdict = /\b(publish|hold|reject)\b/.exec(checked.source)?.[1];
    response.end(JSON.stringify({ verdict }));
  });
});
await new Promise<void>((resolve) => check.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(check.address() as AddressInfo).port}`;
after(() => {
  check.closeAllConnections();
  check.close();
});

onEachDatabase(
  'a site with an outside check',
  { check: { url, secret: SECRET, timeout: 30_000 } },
  (site) => {
    for (const [verdict, status] of [
      ['publish', 'published'],
      ['hold', 'pending'],
      ['reject', 'rejected'],
    ] as const) {
      test(`does as it says: ${verdict}`, async () => {
        const source = `Texte à ${verdict}.`;
        const { id, ...comment } = await site.write(await signToken('alice'), newKey(), { source });
        assert.equal(comment.status, status);
        if (status === 'published') return;
        const item = (await queueOf(site, status)).find((entry) => entry.comment.id === id);
        assert.deepEqual(item?.holds, ['check']);
      });
    }

    test('tells it whose text it is and where it stands, and asks once', async () => {
      asked.length = 0;
      const key = newKey();
      const alice = await signToken('alice');
      const first = await site.write(alice, key, { source: 'Premier, publish.' });
      const reply = await site.write(alice, key, { parent: first.id, source: 'Second, publish.' });
      await site.write(alice, key, { id: reply.id, parent: first.id, source: 'Second, publish.' });
      assert.equal(asked.length, 2);
      assert.deepEqual(asked[1], {
        id: reply.id,
        kind: 'create',
        thread: { key, url: threadOf(key).url },
        parent: first.id,
        source: 'Second, publish.',
        author: first.author,
      });
    });

    test('asks about an edit, not about those of others, nor about the newsroom’s own', async () => {
      const key = newKey();
      const alice = await signToken('alice');
      const { id } = await site.write(alice, key, { source: 'Avant, publish.' });
      asked.length = 0;
      await site.write(await moderator(), key, { source: 'De la rédaction, reject.' });
      await site.fail('PATCH', `/v1/comments/${id}`, {
        token: await signToken('bob'),
        body: { source: 'Volé, reject.' },
      });
      assert.deepEqual(asked, []);
      const body = { source: 'Après, publish.' };
      await site.call('PATCH', `/v1/comments/${id}`, { token: alice, body });
      assert.deepEqual(
        asked.map(({ kind, source }) => [kind, source]),
        [['edit', 'Après, publish.']],
      );
    });

    test('holds what it has no word for, and complains without the text', async () => {
      const source = 'Sans mot pour lui.';
      const { status } = await site.write(await signToken('alice'), newKey(), { source });
      assert.equal(status, 'pending');
      const complaint = site.complaints.pop();
      assert.equal(complaint, 'The outside check failed (no verdict): hold.');
    });
  },
);
