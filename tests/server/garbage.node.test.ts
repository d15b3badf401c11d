import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { newId } from '../../src/model/new-id.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import type { Operation } from '../../src/server/openapi/operation.js';
import { rowsOf } from '../../src/server/storage/database.js';
import { stateOf } from '../../src/server/storage/state.js';
import { newKey, onEachDatabase, signToken, type TestSite } from './support/site.js';

/** What clients send by mistake, and what others send on purpose. */
const NASTY_TEXT = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202e',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  "'; drop table comments; --",
  '${7*7}',
  '%00',
  '../../etc/passwd',
  '9'.repeat(400),
  'é'.repeat(700),
  '0000-01-01T00:00:00.000Z',
  '9999-99-99T99:99:99.999Z',
);

const NASTY_NUMBER = fc.constantFrom(-1, 0, 1, 1.5, -0, 2 ** 31, 2 ** 53, 1e308, 5e-324);

const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    NASTY_TEXT,
    fc.string({ unit: 'binary', maxLength: 40 }),
    NASTY_NUMBER,
    fc.boolean(),
    fc.constant(null),
    fc.uuid(),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.dictionary(fc.string({ maxLength: 10 }), tie('any'), { maxKeys: 4 }),
  ),
})).any;

/** As it can be in an address: what cannot be encoded never leaves a client. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

/** A body with the call's own field names, each right or wrong, some missing, some more. */
function bodyOf({ body }: Operation): fc.Arbitrary<unknown> {
  const example = (body?.example ?? {}) as Record<string, unknown>;
  const fields = Object.fromEntries(
    Object.entries(example).map(([name, right]) => [name, fc.oneof(fc.constant(right), value)]),
  );
  const record = fc.record(fields, { requiredKeys: [] });
  const more = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', 'x'), value, {
    maxKeys: 2,
  });
  return fc.oneof(
    { weight: 4, arbitrary: fc.tuple(record, more).map(([own, extra]) => ({ ...own, ...extra })) },
    value,
  );
}

function queryOf({ query }: Operation): fc.Arbitrary<string> {
  const names = [...Object.keys(query?.shape ?? {}), 'x'];
  const entry = fc.tuple(
    fc.constantFrom(...names),
    fc.oneof(NASTY_TEXT, fc.string({ maxLength: 30 }), NASTY_NUMBER.map(String), fc.uuid()),
  );
  return fc
    .array(entry, { maxLength: 6 })
    .map((entries) => new URLSearchParams(entries.map(([k, v]) => [k, wellFormed(v)])).toString());
}

const segment = fc.oneof(
  fc.uuid(),
  NASTY_TEXT.map((text) => encodeURIComponent(wellFormed(text))),
  fc.constantFrom('%', '%zz', '%c3%28', '%ed%a0%80', '..%2f', '%2e%2e'),
);

/** Everything in the database, table by table. */
async function rows(site: TestSite): Promise<string> {
  const { db } = stateOf(site.storage);
  const tables = ['accounts', 'threads', 'comments', 'votes', 'reports', 'withheld', 'reviews'];
  const counts = tables.map((table) => sql.raw(`(select count(*) from ${table})`));
  const [row] = await rowsOf(db, sql`select array[${sql.join(counts, sql`, `)}]::text as counts`);
  return JSON.stringify(row);
}

onEachDatabase('garbage', { commentAccess: 'guests' }, (site) => {
  for (const operation of OPERATIONS) {
    const { method, path } = operation;
    test(`${method.toUpperCase()} ${path} answers it with less than 500, and refused it writes nothing`, async () => {
      const tokens = [
        await signToken('gaston'),
        await signToken('gerda', { roles: ['moderator', 'staff'] }),
      ];
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...tokens, null),
          fc.oneof(fc.uuid(), segment),
          queryOf(operation),
          bodyOf(operation),
          async (token, id, query, body) => {
            const before = await rows(site);
            const address = `${path.replace(/\{\w+\}/, id)}?${query}`;
            const init = operation.body ? { token, body } : { token };
            const { status } = await site.raw(method.toUpperCase(), address, init);
            assert.ok(status < 500, `${address} ${JSON.stringify(body)}: ${status}`);
            if (status >= 400) assert.equal(await rows(site), before);
          },
        ),
        { numRuns: 25 },
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

describe('a thousand times', () => {
  onEachDatabase('two creates of one id at once', {}, (site) => {
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
      for (let times = 0; times < 1_000; times += 1) {
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
        [1_000, 1_000, 1_000],
      );
    });
  });
});
