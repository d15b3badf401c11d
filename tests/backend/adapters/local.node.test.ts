import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { localBackend } from '../../../src/backend/adapters/local.js';

const QUERY = { key: 'k', sort: 'best', limit: 20 } as const;

describe('the local adapter on a server', () => {
  it('can be made, and says that nothing can be stored when it is asked', async () => {
    const backend = localBackend();
    await assert.rejects(backend.loadThread(QUERY, {}), {
      code: 'unavailable',
      message: /There is no IndexedDB/,
    });
  });
});
