import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { newId } from '../../src/model/new-id.js';
import { isPublicRead, type Operation } from '../../src/server/openapi/operation.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import type { Problem } from '../../src/wire/problem.js';
import { dump } from './support/dump.js';
import { rightCall, seed } from './support/right.js';
import { onEachDatabase, signToken, type CallInit } from './support/site.js';

/** As every decoder of that name takes it. */
const COMPRESSIONS = {
  gzip: (plain: Uint8Array) => gzipSync(plain),
  br: (plain: Uint8Array) =>
    brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
};

/** Many megabytes, which are few bytes on their way. */
const ZEROS = new Uint8Array(32 * 1_024 * 1_024);
const BOMBS = Object.entries(COMPRESSIONS).map(([encoding, compress]) => ({
  encoding,
  compress,
  bomb: compress(ZEROS),
}));

/** More than any address may have; as many as fit into one that is not too long. */
const MANY = `&${'x&'.repeat(100_000)}`;
const FITTING = Array.from({ length: 2_500 }, (_, index) => `&p${index}`).join('');

/** An address of the call that is as it should be, or with `value` in its path. */
function addressOf({ path, query }: Operation, value = newId()): string {
  const asked = { thread: 'a', since: '0' };
  const needed = Object.entries(asked).filter(([name]) => name in (query?.shape ?? {}));
  return `${path.replace(/\{\w+\}/, value)}?${new URLSearchParams(needed).toString()}`;
}

/** What every call refuses in the same way; a call that is added is in this table at once. */
onEachDatabase('every call of the table', {}, (site) => {
  for (const operation of OPERATIONS) {
    const { method, path, token, params, query, body } = operation;
    const refused = async (init: CallInit, address = addressOf(operation)) => {
      const problem = await site.fail(method.toUpperCase(), address, {
        token: token === 'none' ? null : await signToken('alice'),
        ...init,
      });
      return [problem.status, problem.code];
    };

    describe(`${method.toUpperCase()} ${path} refuses`, () => {
      if (token !== 'none') {
        test('a token that does not hold', async () => {
          assert.deepEqual(await refused({ token: 'a.b.c' }), [401, 'login']);
        });
      }
      if (token === 'required') {
        test('a visitor', async () => {
          assert.deepEqual(await refused({ token: null }), [401, 'login']);
        });
      }
      if (!isPublicRead(operation)) {
        test('a page of another origin', async () => {
          const headers = { Origin: 'https://elsewhere.example' };
          assert.deepEqual(await refused({ headers }), [403, 'forbidden']);
        });
      }
      if (params) {
        test('a path that cannot be', async () => {
          assert.deepEqual(await refused({}, addressOf(operation, '%00')), [400, 'invalid']);
        });
      }
      if (query) {
        test('a parameter that comes twice', async () => {
          const address = `${addressOf(operation)}&x=1&x=2`;
          assert.deepEqual(await refused({}, address), [400, 'invalid']);
        });
      }
      test('100,000 parameters, before it looks at them', { timeout: 20_000 }, async () => {
        assert.deepEqual(await refused({}, addressOf(operation) + MANY), [414, 'too-large']);
        const init = { token: await signToken('alice') };
        const fitting = await site.raw(method.toUpperCase(), addressOf(operation) + FITTING, init);
        assert.ok(fitting.status < 500 && fitting.status !== 414, String(fitting.status));
      });
      if (body) {
        for (const { encoding, compress, bomb } of BOMBS) {
          test(`a body in ${encoding}, a bomb above all, and writes nothing`, async () => {
            assert.ok(bomb.byteLength < 40_000, `${bomb.byteLength} bytes`);
            const seeded = await seed(site);
            const right = rightCall(operation, seeded);
            const address = `${path.replace(/\{\w+\}/, right.segment)}?${new URLSearchParams(right.query).toString()}`;
            const pressed = compress(Buffer.from(JSON.stringify(right.body)));
            const before = await dump(site);
            for (const bytes of [bomb, pressed]) {
              for (const bearer of seeded.tokens) {
                const answer = await site.send<Problem>(
                  new Request(`https://comments.example${address}`, {
                    method: method.toUpperCase(),
                    headers: {
                      Authorization: `Bearer ${bearer}`,
                      'Content-Type': 'application/json',
                      'Content-Encoding': encoding,
                    },
                    body: new Uint8Array(bytes),
                  }),
                );
                assert.deepEqual([answer.status, answer.body.code], [415, 'invalid']);
              }
            }
            assert.equal(await dump(site), before);
          });
        }
        test('a body of another type, shape or size, or none', async () => {
          const headers = { 'Content-Type': 'text/plain' };
          assert.deepEqual(await refused({ body: '{}', headers }), [415, 'invalid']);
          assert.deepEqual(await refused({ body: '{' }), [400, 'invalid']);
          assert.deepEqual(await refused({ body: [] }), [422, 'invalid']);
          assert.deepEqual(await refused({ body: ' '.repeat(70_000) }), [413, 'too-large']);
          assert.deepEqual(await refused({}), [415, 'invalid']);
        });
      }
    });
  }
});
