import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

describe('the package in plain Node', () => {
  it('can be imported, with nothing in it that touches a document', async () => {
    assert.equal(typeof document, 'undefined');
    const before = Object.keys(globalThis);
    const names = Object.keys(await import('../../src/index.js')).sort();
    assert.deepEqual(names, [
      'PalabreComment',
      'PalabreComposer',
      'PalabreCount',
      'PalabreError',
      'PalabreEvent',
      'PalabreHighlights',
      'PalabreLatest',
      'PalabreLoginPrompt',
      'PalabreRequestEvent',
      'PalabreThread',
      'PalabreVoteButton',
    ]);
    const leaked = Object.keys(globalThis).filter((name) => !before.includes(name));
    // Lit counts its copies, and has a registry of its own where there is none.
    const lit = /^(lit|reactiveElement|customElements$)/;
    assert.deepEqual(
      leaked.filter((name) => !lit.test(name)),
      [],
    );
  });
});
