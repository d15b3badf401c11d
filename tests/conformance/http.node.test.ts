import { after, describe, it } from 'node:test';
import { describeBackend } from '../../src/backend/conformance/index.js';
import { httpHarness } from './http-harness.js';

await describeBackend(httpHarness, {
  name: 'the http adapter on the reference server',
  describe,
  it,
  after,
});
