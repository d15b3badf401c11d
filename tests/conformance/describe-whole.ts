import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { httpHarness } from './http-harness.js';

/** Every rule, on a backend of ours: nothing of the contract may be left out. */
export async function describeWhole(
  name: string,
  ...options: Parameters<typeof httpHarness>
): Promise<void> {
  const names: string[] = [];
  await describeBackend(() => httpHarness(...options), {
    name,
    describe,
    it: (test, run) => {
      names.push(test);
      return it(test, run);
    },
    after,
  });
  it(`${name} leaves nothing of the contract out`, () => {
    assert.deepEqual(
      names.filter((test) => /^(?:declares absent|not tested)/.test(test)),
      [],
    );
    assert.notEqual(names.filter((test) => /^rule \d/.test(test)).length, 0);
  });
}
