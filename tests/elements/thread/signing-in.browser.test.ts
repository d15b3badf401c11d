import { expect } from '@open-wc/testing';
import { isUnconfirmed } from '../../../src/discussion/viewing.js';
import { expectAccessible } from '../../support/axe.js';
import { comment, comments, viewers } from '../../support/thread-builders.js';
import { mountReady, part, parts, settled, until } from '../../support/thread-fixture.js';
import { consoleDuring, watchHostPage } from '../support/host-page.js';

describe('palabre-thread: signing in without leaving the page', () => {
  watchHostPage();

  it('is accessible after it', async () => {
    const { thread, memory, root } = await mountReady({ comments: comments(2) });
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => parts(root, 'composer')[0], 'the composer');
    await settled(thread);
    await expectAccessible(thread);
  });

  it('shows the composer, and does not load the thread again', async () => {
    const { thread, memory, root } = await mountReady({ comments: comments(2) });
    const first = root.querySelector('palabre-comment');
    memory.viewer = viewers.subscriber();
    thread.token = 'token';
    await until(() => parts(root, 'composer')[0], 'the composer');
    expect(memory.callsOf('loadViewer').at(-1)!.token).to.equal('token');
    expect(memory.callsOf('loadThread')).to.have.length(1);
    expect(root.querySelector('palabre-comment')).to.equal(first);
  });

  it('goes by the last one, whoever is answered first', async () => {
    const { thread, memory } = await mountReady({ comments: comments(2) });
    const gate = memory.hold('loadViewer');
    memory.viewer = viewers.subscriber({}, 'Early');
    thread.token = 'early';
    await until(() => gate.waiting === 1, 'the first call');
    memory.viewer = viewers.subscriber({}, 'Late');
    thread.token = 'late';
    await until(() => gate.waiting === 2, 'the second call');
    gate.release();
    await until(() => thread.context!.discussion.viewer?.account?.name === 'Late', 'the last one');
    expect(memory.callsOf('loadViewer').at(-1)!.token).to.equal('late');
  });

  it('shows nobody the pending comments of whoever was signed in before', async () => {
    const waiting = { ...comment(9), status: 'pending' as const };
    const { thread, memory, root } = await mountReady({
      comments: comments(2),
      viewer: viewers.subscriber({ pending: [waiting] }),
      set: { token: 'one' },
    });
    const shown = () => root.querySelector(`palabre-comment[comment-id='${waiting.id}']`);
    expect(shown()).to.not.equal(null);
    memory.viewer = viewers.visitor();
    thread.token = null;
    await until(() => !shown(), 'the pending comment to go');
  });

  it('speaks another language as soon as the page does', async () => {
    const { thread, root } = await mountReady({ comments: comments(2) });
    expect(part(root, 'heading').textContent).to.include('2 comments');
    thread.lang = 'fr';
    await until(() => parts(root, 'heading')[0]?.textContent.includes('2 commentaires'), 'French');
  });

  it('is asked for again as long as the newspaper does not say who reads', async () => {
    let isOut = true;
    const token = (): string => {
      if (isOut) throw new TypeError('Failed to fetch');
      return 'token';
    };
    const warned = await consoleDuring('warn', async () => {
      const { thread, memory, root } = await mountReady({ comments: comments(2), set: { token } });
      const asked = (): number => memory.callsOf('loadViewer').length;
      await until(() => asked() > 1, 'to be asked again');
      const before = asked();
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
      await until(() => asked() > before, 'to be asked when the tab is seen again');
      isOut = false;
      memory.viewer = viewers.subscriber();
      window.dispatchEvent(new Event('online'));
      await until(() => parts(root, 'composer')[0], 'the composer');

      isOut = true;
      thread.token = () => token();
      const { discussion } = thread.context!;
      await until(() => isUnconfirmed(discussion), 'a token that cannot be had later');
      expect(discussion.viewer!.account).to.not.equal(null);
      isOut = false;
      await until(() => !isUnconfirmed(discussion), 'the reader to be known');
    });
    expect(warned).to.have.length(2);
  });
});
