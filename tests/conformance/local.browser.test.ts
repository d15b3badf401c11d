import { expect } from '@open-wc/testing';
import { localBackend } from '../../src/backend/adapters/local.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { newId } from '../../src/model/new-id.js';
import { harnessAround, PERSONAS } from './memory-harness.js';

const names: string[] = [];

await describeBackend(
  () => {
    const people = { ...PERSONAS };
    return harnessAround(localBackend({ name: newId(), reader: null, people }), people);
  },
  {
    name: 'the local adapter',
    describe,
    it: (name, run) => {
      names.push(name);
      return it(name, run);
    },
    after,
  },
);

it('leaves nothing of the contract out', () => {
  expect(names.filter((name) => /^(?:declares absent|not tested)/.test(name))).to.deep.equal([]);
  expect(names.filter((name) => /^rule \d/.test(name))).to.not.be.empty;
});
