import { expect } from '@open-wc/testing';
import { tokensOf } from '../../../src/elements/thread/opening.js';

describe('where a thread gets its token', () => {
  it('is the page’s own origin, whatever its base says', () => {
    const base = document.createElement('base');
    base.href = 'https://elsewhere.example/';
    document.head.append(base);
    try {
      const tokens = tokensOf({ token: null, tokenUrl: '/palabre-token' });
      expect(tokens).to.deep.equal({ url: `${location.origin}/palabre-token` });
    } finally {
      base.remove();
    }
  });

  it('is what the page sets, before what its address answers', () => {
    expect(tokensOf({ token: 'token', tokenUrl: '/palabre-token' })).to.equal('token');
    expect(tokensOf({ token: null, tokenUrl: '' })).to.equal(null);
  });
});
