import { after, describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { MemoryBackend, memoryHarness } from './memory-backend.js';

await describeBackend(() => memoryHarness(new MemoryBackend(), checked), {
  name: 'a backend in memory, behind the border',
  describe,
  it,
  after,
});
