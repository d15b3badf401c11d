import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { isPublicRead, type Operation } from '../../src/server/openapi/operation.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import { onEachDatabase, signToken, type CallInit } from './support/site.js';

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
      if (body) {
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
