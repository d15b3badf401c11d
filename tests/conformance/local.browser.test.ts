import { expect } from '@open-wc/testing';
import { localBackend } from '../../src/backend/adapters/local.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { newId } from '../../src/model/new-id.js';
import { harnessAround, PERSONAS } from './memory-harness.js';

for (const commentAccess of ['subscribers', 'guests'] as const) {
  const name = `the local adapter, for ${commentAccess}`;
  const names: string[] = [];

  await describeBackend(
    () => {
      const people = { ...PERSONAS };
      const options = { name: newId(), reader: null, people, commentAccess };
      return harnessAround(localBackend(options), people);
    },
    {
      name,
      describe,
      it: (test, run) => {
        names.push(test);
        return it(test, run);
      },
      after,
    },
  );

  it(`${name}, leaves nothing of the contract out`, () => {
    expect(names.filter((test) => /^(?:declares absent|not tested)/.test(test))).to.deep.equal([]);
    expect(names.filter((test) => /^rule \d/.test(test))).to.not.be.empty;
  });
}
