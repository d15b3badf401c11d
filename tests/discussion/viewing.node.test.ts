import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rememberOrigin } from '../../src/discussion/origin.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { MemoryBackend } from '../support/memory-backend.js';
import { comments } from '../support/thread-builders.js';
import { open } from './setting.js';

describe('the console of a page whose reader cannot be known', () => {
  const broken = (): never => {
    throw new TypeError('Failed to fetch');
  };

  it('says so once, whatever cannot be reached, and however often it is asked', async (context) => {
    const warn = context.mock.method(console, 'warn', () => undefined);
    const cases = [
      [broken, 'network'] as const,
      [null, 'network'] as const,
      [null, 'forbidden'] as const,
    ];
    for (const [tokens, code] of cases) {
      const memory = new MemoryBackend({ comments: comments(3) });
      const discussion = open(memory, { tokens });
      rememberOrigin(discussion, 'https://comments.example');
      memory.failAll('loadViewer', code);
      warn.mock.resetCalls();
      for (let times = 0; times < 3; times += 1) await loadViewer(discussion);
      assert.equal(warn.mock.callCount(), 1);
    }
  });
});
