import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { newId } from '../../src/model/new-id.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import { dump } from './support/dump.js';
import { bodyOf, queryOf, segmentOf } from './support/garbage.js';
import { rightCall, seed } from './support/right.js';
import { newKey, onEachDatabase, signToken } from './support/site.js';

onEachDatabase('garbage', { commentAccess: 'guests' }, (site, kind) => {
  for (const operation of OPERATIONS) {
    const { path, body: hasBody } = operation;
    const method = operation.method.toUpperCase();
    test(`${method} ${path} answers it with less than 500, and refused it writes nothing`, async () => {
      const seeded = await seed(site);
      const { tokens, names } = seeded;
      const right = rightCall(operation, seeded);
      let before = await dump(site);
      const ask = async (token: string | null, segment: string, query: string, body: unknown) => {
        const address = `${path.replace(/\{\w+\}/, segment)}?${query}`;
        const { status } = await site.raw(method, address, hasBody ? { token, body } : { token });
        assert.ok(status < 500, `${address} ${JSON.stringify(body)}: ${status}`);
        const after = await dump(site);
        if (status >= 400) assert.equal(after, before);
        before = after;
        return status;
      };

      const known = fc.oneof(fc.constantFrom(...names), fc.uuid());
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...tokens, ...tokens, null),
          fc.oneof(fc.constant(right.segment), segmentOf(known)),
          queryOf(operation, right.query, known),
          bodyOf(right.body, known),
          async (...parts) => void (await ask(...parts)),
        ),
        { numRuns: kind === 'PGlite' ? 10 : 25 },
      );
      // It was right in so far as it was not garbage.
      const fresh = await seed(site);
      const again = rightCall(operation, fresh);
      before = await dump(site);
      const query = new URLSearchParams(again.query).toString();
      const statuses: number[] = [];
      for (const token of fresh.tokens) {
        statuses.push(await ask(token, again.segment, query, again.body));
      }
      assert.ok(
        statuses.some((status) => status < 300),
        String(statuses),
      );
    });
  }

  test('of a field that comes twice the last counts, as in every JSON', async () => {
    const key = newKey();
    const id = newId();
    const thread = `{"key":"x","url":"https://journal.example/a","title":"","key":${JSON.stringify(key)}}`;
    const body = `{"source":"Un.","source":"Deux.","parent":null,"thread":${thread}}`;
    const { status } = await site.call('PUT', `/v1/comments/${id}`, {
      token: await signToken('alice'),
      body,
    });
    assert.equal(status, 201);
    assert.match(JSON.stringify((await site.thread(key)).comments), /Deux\./);
  });

  test('deep JSON is refused like any other', async () => {
    const token = await signToken('alice');
    for (const body of ['['.repeat(30_000), `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`]) {
      const { status } = await site.fail('PUT', `/v1/comments/${newId()}`, { token, body });
      assert.ok([400, 422].includes(status));
    }
  });
});

describe('many times', () => {
  onEachDatabase('two creates of one id at once', {}, (site, kind) => {
    // PGlite does one thing after the other, slowly: there they hardly meet.
    const count = kind === 'PGlite' ? 50 : 1_000;
    test('are one comment, or one comment and a conflict', async () => {
      const key = newKey();
      const [alice, bob] = [await signToken('alice'), await signToken('bob')];
      const create = (token: string, id: string) =>
        site.call<{ id?: string; code?: string }>('PUT', `/v1/comments/${id}`, {
          token,
          body: {
            thread: { key, url: 'https://journal.example/a', title: '' },
            parent: null,
            source: 'Une fois.',
          },
        });
      for (let times = 0; times < count; times += 1) {
        const id = newId();
        const rival = times % 2 === 0 ? alice : bob;
        const answers = await Promise.all([create(alice, id), create(rival, id)]);
        const statuses = answers.map(({ status }) => status).sort((a, b) => a - b);
        assert.deepEqual(statuses, rival === alice ? [200, 201] : [201, 409], `time ${times}`);
        for (const { status, body } of answers) {
          if (status === 409) assert.equal(body.code, 'conflict');
          else assert.equal(body.id, id);
        }
      }
      const { thread, lists } = await site.thread(key);
      assert.deepEqual(
        [thread.total, lists[0]?.page.total, thread.revision],
        [count, count, count],
      );
    });
  });
});
