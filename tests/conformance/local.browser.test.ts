import { localBackend } from '../../src/backend/adapters/local.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { newId } from '../../src/model/new-id.js';
import { harnessWithHeld, PERSONAS } from './memory-harness.js';

await describeBackend(
  () => {
    const people = { ...PERSONAS };
    const options = { name: newId(), reader: null, people };
    const held = localBackend({ ...options, moderation: 'pre' });
    return harnessWithHeld(localBackend(options), held, people, (same) => same);
  },
  { name: 'the local adapter', describe, it, after },
);
