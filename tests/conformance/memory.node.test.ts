import { after, describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { memoryHarness } from './memory-harness.js';

await describeBackend(() => memoryHarness((backend) => backend), {
  name: 'the memory adapter',
  describe,
  it,
  after,
});

await describeBackend(() => memoryHarness(checked), {
  name: 'the memory adapter, behind the border',
  describe,
  it,
  after,
});
