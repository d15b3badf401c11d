import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SiteRules } from '../../../src/backend/adapters/memory.js';
import { newId } from '../../../src/model/new-id.js';

const IDA = { token: 'ida' };

function open(rules: SiteRules = {}) {
  const clock = { now: Date.UTC(2027, 2, 1) };
  const people = { ida: { name: 'Ida', subscriber: true } };
  const backend = memoryBackend({ people, now: () => clock.now, ...rules });
  const thread = { key: 'k', url: 'https://journal.example/k', title: 'K' };
  return {
    clock,
    backend,
    write: () =>
      backend.createComment({ id: newId(), thread, parent: null, source: 'A word.' }, IDA),
    told: async () => (await backend.loadViewer('k', IDA)).editMinutes,
  };
}

describe('the time to edit', () => {
  it('is fifteen minutes, and everybody is told', async () => {
    const { backend, told } = open();
    assert.equal(await told(), 15);
    assert.equal((await backend.loadViewer('k', {})).editMinutes, 15);
  });

  it('ends by the site’s clock, but for what changes nothing', async () => {
    const { backend, clock, write } = open({ editMinutes: 2 });
    const { id } = await write();
    clock.now += 2 * 60_000 - 1;
    await backend.editComment(id, 'Another word.', IDA);
    clock.now += 1;
    await assert.rejects(backend.editComment(id, 'Too late.', IDA), { code: 'forbidden' });
    await backend.editComment(id, 'Another word.', IDA);
  });

  it('has no end where the site says so', async () => {
    const { backend, clock, write, told } = open({ editMinutes: Infinity });
    assert.equal(await told(), null);
    const { id } = await write();
    clock.now += 1e12;
    await backend.editComment(id, 'Years later.', IDA);
  });
});
