import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SiteRules } from '../../../src/backend/adapters/memory.js';
import { checked } from '../../../src/backend/checked.js';
import { parseState } from '../../../src/backend/engine/parse-state.js';
import type { Report } from '../../../src/backend/contract.js';
import { newId } from '../../../src/model/new-id.js';

const THREAD = { key: 'k', url: 'https://journal.example/k', title: 'K' };
const NOTICE = { name: 'Zoé Martin', email: 'zoe@journal.example', goodFaith: true } as const;

async function open(rules: SiteRules = {}) {
  const people = {
    ida: { name: 'Ida', subscriber: true },
    bob: { name: 'Bob' },
    mo: { name: 'Mo', roles: ['moderator'] },
  };
  const memory = memoryBackend({ people, ...rules });
  const backend = checked(memory) as Required<typeof memory>;
  const comment = newId();
  const sent = { id: comment, thread: THREAD, parent: null, source: 'A word.' };
  await backend.createComment(sent, { token: 'ida' });
  return {
    state: memory.state,
    report: (token: string | null, more: Partial<Report> = {}) =>
      backend.reportComment(
        { id: newId(), comment, reason: 'illegal', details: 'Why.', notice: NOTICE, ...more },
        { token },
      ),
    reports: async () => {
      const query = { queue: 'reported', after: null, limit: 5 } as const;
      const { items } = await backend.loadQueue(query, { token: 'mo' });
      return items.flatMap((item) => item.reports);
    },
    canVisitors: async () => (await backend.loadViewer('k', {})).can.report,
  };
}

describe('a notice of illegal content', () => {
  it('is read by moderators, and kept', async () => {
    const { state, report, reports } = await open();
    await report('bob');
    const [kept] = await reports();
    assert.deepEqual([kept!.details, kept!.notice], ['Why.', NOTICE]);
    assert.deepEqual(parseState(structuredClone(state)), state);
  });

  it('has an explanation, good faith, and its reason', async () => {
    const { report, reports } = await open();
    for (const [more, code] of [
      [{ details: ' ' }, 'empty'],
      [{ reason: 'spam' }, 'invalid'],
      [{ notice: { ...NOTICE, goodFaith: false as unknown as true } }, 'invalid'],
      [{ notice: { ...NOTICE, email: 'nowhere' } }, 'invalid'],
      [{ notice: { ...NOTICE, name: 'é'.repeat(81) } }, 'invalid'],
    ] as [Partial<Report>, string][]) {
      await assert.rejects(report('bob', more), { code });
    }
    await report('bob', { notice: { name: '', email: '', goodFaith: true } });
    assert.equal((await reports()).length, 1);
  });
});

describe('visitors', () => {
  it('do not report unless the site lets everybody', async () => {
    const { report, canVisitors } = await open();
    assert.equal((await canVisitors()).allowed, false);
    await assert.rejects(report(null), { code: 'login' });
  });

  it('report once by an id, under their name if it is illegal, and hide nothing', async () => {
    const { state, report, reports, canVisitors } = await open({
      reportAccess: 'everybody',
      hideAfterReports: 2,
    });
    assert.equal((await canVisitors()).allowed, true);
    const id = newId();
    await report(null, { id });
    await report(null, { id });
    await report(null, { reason: 'spam', notice: null });
    await report(null, { reason: 'spam', notice: null });
    await assert.rejects(report('bob', { id }), { code: 'conflict' });
    await assert.rejects(report(null, { notice: null }), { code: 'invalid' });
    await assert.rejects(report(null, { notice: { ...NOTICE, email: '' } }), { code: 'invalid' });
    await report('bob');
    assert.equal((await reports()).length, 4);
    assert.deepEqual(parseState(structuredClone(state)), state);
  });
});
