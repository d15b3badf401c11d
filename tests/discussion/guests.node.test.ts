import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DiscussionOptions } from '../../src/discussion/discussion.js';
import { becomeGuest, forgetGuest, isGuest, rememberGuest } from '../../src/discussion/guests.js';
import { post } from '../../src/discussion/posting.js';
import { can, loadViewer } from '../../src/discussion/viewing.js';
import { PalabreError } from '../../src/model/errors.js';
import { newId } from '../../src/model/new-id.js';
import type { MemoryOptions } from '../support/memory-backend.js';
import { viewers } from '../support/thread-builders.js';
import { codeOf, openLoaded } from './setting.js';

async function openNameless(options: MemoryOptions = {}, more: Partial<DiscussionOptions> = {}) {
  const setting = await openLoaded({ viewer: viewers.nameless(), ...options }, more);
  rememberGuest(setting.discussion, setting.memory.backend);
  return setting;
}

const write = (source: string) => ({ id: newId(), parent: null, source });

describe('a guest', () => {
  it('writes under the name that it gave', async () => {
    const { discussion, memory } = await openNameless();
    assert.equal(await codeOf(post(discussion, write('Early'))), 'name');
    assert.equal(isGuest(discussion), false);
    await becomeGuest(discussion, 'Ana');
    assert.equal(isGuest(discussion), true);
    assert.equal(discussion.viewer?.account?.name, 'Ana');
    await post(discussion, write('A word'));
    assert.equal(memory.callsOf('createComment').at(-1)!.token, 'guest 1');
  });

  it('is known again in another discussion of the same backend', async () => {
    const { discussion, memory } = await openNameless();
    await becomeGuest(discussion, 'Ana');
    const again = await openLoaded({ viewer: viewers.nameless() });
    rememberGuest(again.discussion, memory.backend);
    await becomeGuest(again.discussion, 'Bo');
    assert.equal(again.discussion.viewer?.account?.name, 'Bo');
    assert.equal(again.memory.callsOf('loadViewer').at(-1)!.token, 'guest 1');
  });

  it('is gone once it is forgotten', async () => {
    const { discussion, memory } = await openNameless();
    await becomeGuest(discussion, 'Ana');
    await forgetGuest(discussion);
    assert.equal(isGuest(discussion), false);
    assert.equal(memory.callsOf('loadViewer').at(-1)!.token, null);
    assert.deepEqual(can(discussion, 'comment'), { allowed: false, reason: 'name', until: null });
  });

  it('stands back for a reader whom the newspaper knows, and is not lost', async () => {
    let own: string | null = null;
    const { discussion, memory } = await openNameless({}, { tokens: () => own });
    await becomeGuest(discussion, 'Ana');
    memory.viewer = viewers.subscriber();
    own = 'token';
    await loadViewer(discussion);
    await post(discussion, write('A word'));
    assert.equal(memory.callsOf('createComment').at(-1)!.token, 'token');
    assert.equal(isGuest(discussion), false);
    discussion.tokens = null;
    await loadViewer(discussion);
    await post(discussion, write('Another'));
    assert.equal(memory.callsOf('createComment').at(-1)!.token, 'guest 1');
  });

  it('is a visitor where its token is not accepted any more', async () => {
    for (const code of ['login', 'name'] as const) {
      const { discussion, memory } = await openNameless();
      await becomeGuest(discussion, 'Ana');
      memory.failNext('loadViewer', code);
      memory.guests.clear();
      await becomeGuest(discussion, 'Bo').catch(() => undefined);
      assert.deepEqual(
        memory
          .callsOf('loadViewer')
          .slice(-2)
          .map(({ token }) => token),
        ['guest 1', null],
      );
      assert.equal(isGuest(discussion), false);
    }
  });

  it('asks nobody for a name that cannot be', async () => {
    const { discussion, memory } = await openNameless();
    assert.equal(await codeOf(becomeGuest(discussion, ' \u200b ')), 'empty');
    assert.equal(await codeOf(becomeGuest(discussion, 'x'.repeat(81))), 'too-long');
    memory.failNext('createGuest', 'conflict');
    assert.equal(await codeOf(becomeGuest(discussion, 'Ana')), 'conflict');
    assert.equal(memory.callsOf('createGuest').length, 1);
  });

  it('says so where it is not known whether the name will do', async (context) => {
    context.mock.method(console, 'warn', () => undefined);
    const { discussion, memory } = await openNameless();
    memory.failNext('loadViewer', 'network');
    await assert.rejects(
      becomeGuest(discussion, 'Ana'),
      (error) => error instanceof PalabreError && error.retryable,
    );
  });

  it('is not asked for where the backend makes none', async () => {
    const { discussion } = await openNameless({ without: ['createGuest'] });
    assert.deepEqual(can(discussion, 'comment'), { allowed: false, reason: 'login', until: null });
    assert.equal(await codeOf(post(discussion, write('A word'))), 'login');
  });
});
