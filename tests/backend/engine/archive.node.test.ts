import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SiteRules } from '../../../src/backend/adapters/memory.js';
import { newId } from '../../../src/model/new-id.js';

const DAY = 86_400_000;
const THREAD = { key: 'k', url: 'https://journal.example/k', title: 'K' };
const IDA = { token: 'ida' };
const MO = { token: 'mo' };

function open(rules: SiteRules) {
  const clock = { now: Date.UTC(2027, 2, 1) };
  const id = newId();
  const backend = memoryBackend({
    people: {
      ida: { name: 'Ida', subscriber: true },
      mo: { name: 'Mo', roles: ['moderator'] },
    },
    threads: [{ key: 'k', comments: [{ id, author: 'ida', text: 'A word.' }] }],
    now: () => clock.now,
    ...rules,
  });
  const write = () =>
    backend.createComment({ id: newId(), thread: THREAD, parent: null, source: 'A word.' }, IDA);
  const closed = async () => (await backend.loadChanges('k', 0, {})).thread.closed;
  return { backend, clock, id, write, closed };
}

describe('an archive', () => {
  it('takes nothing from readers, who may take back what they wrote', async () => {
    const { backend, id, write } = open({ readOnly: true, commentAccess: 'guests' });
    const code = 'unsupported';
    await assert.rejects(write(), { code });
    await assert.rejects(backend.editComment(id, 'Other words.', IDA), { code });
    await assert.rejects(backend.voteComment(id, 1, MO), { code });
    const report = { id: newId(), comment: id, reason: 'spam', details: '' } as const;
    await assert.rejects(backend.reportComment(report, MO), { code });
    await assert.rejects(backend.createGuest('Ana', {}), { code });
    for (const token of [null, 'ida', 'mo']) {
      const { can } = await backend.loadViewer('k', { token });
      for (const action of ['comment', 'vote', 'report', 'edit'] as const) {
        assert.deepEqual(can[action], { allowed: false, reason: code, until: null });
      }
      assert.equal(can.delete.allowed, token !== null);
      assert.equal(can.moderate.allowed, token === 'mo');
    }
    await backend.moderateComment(id, 'rejected', MO);
    await backend.moderateComment(id, 'published', MO);
    assert.equal((await backend.deleteComment(id, 'author', IDA)).tombstone, 'author');
  });
});

describe('a thread that nobody writes in', () => {
  it('closes after so many days, and has as many again when it is reopened', async () => {
    const { backend, clock, id, write, closed } = open({ closeAfterDays: 30 });
    clock.now += 30 * DAY - 1;
    assert.equal(await closed(), false);
    clock.now += 1;
    assert.equal(await closed(), true);
    assert.deepEqual((await backend.loadViewer('k', IDA)).can.comment, {
      allowed: false,
      reason: 'closed',
      until: null,
    });
    await assert.rejects(write(), { code: 'closed' });
    await backend.deleteComment(id, 'moderation', MO);
    const { revision } = (await backend.loadChanges('k', 0, {})).thread;
    const reopened = await backend.updateThread('k', { closed: false }, MO);
    assert.deepEqual([reopened.closed, reopened.revision], [false, revision + 1]);
    clock.now += 29 * DAY;
    await write();
  });

  it('stays open where nobody ever did', async () => {
    const { backend } = open({ closeAfterDays: 1 });
    assert.equal((await backend.loadChanges('other', 0, {})).thread.closed, false);
    assert.equal((await backend.updateThread('new', { title: 'New' }, MO)).closed, false);
  });
});
