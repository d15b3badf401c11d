import { expect } from '@open-wc/testing';
import { MemoryBackend } from '../../support/memory-backend.js';
import { comments, idOf, viewers } from '../../support/thread-builders.js';
import { mountReady, partOf, until } from '../../support/thread-fixture.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

describe('palabre-thread: where the browser denies a way to other tabs', () => {
  watchHostPage();

  // As Firefox does where a reader lets no page store anything.
  const { BroadcastChannel } = window;
  before(() => {
    const deny = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError');
    };
    window.BroadcastChannel = new Proxy(BroadcastChannel, { construct: deny });
  });
  after(() => (window.BroadcastChannel = BroadcastChannel));

  it('lets its reader take part, and says nothing', async () => {
    const said = await consoleDuring('warn', async () => {
      const { root, memory } = await mountReady({
        memory: new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() }),
      });
      await until(() => partOf(root, 1, 'vote-button'), 'the reader');
      await pressOn(partOf(root, 1, 'vote-button'));
      await until(() => memory.votes.get(idOf(1)) === 1, 'the vote to arrive');
      await until(() => partOf(root, 1, 'menu-button'), 'what else one may do');
    });
    expect(said).to.deep.equal([]);
  });
});
