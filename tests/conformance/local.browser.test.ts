import { localBackend } from '../../src/backend/adapters/local.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { newId } from '../../src/model/new-id.js';
import { harnessAround, PERSONAS } from './memory-harness.js';

await describeBackend(
  () => {
    const people = { ...PERSONAS };
    return harnessAround(localBackend({ name: newId(), reader: null, people }), people);
  },
  { name: 'the local adapter', describe, it, after },
);
