import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import { parseState } from '../../../src/backend/engine/parse-state.js';
import type { State } from '../../../src/backend/engine/state.js';
import { checked } from '../../../src/backend/checked.js';
import { PalabreError } from '../../../src/model/errors.js';
import { newId } from '../../../src/model/new-id.js';
import { SORTS } from '../../../src/model/thread.js';

const PEOPLE = { ida: { name: 'Ida', subscriber: true }, mo: { name: 'Mo', roles: ['moderator'] } };

/** A state in which everything occurs that can be kept. */
async function fullState(): Promise<State> {
  const backend = memoryBackend({
    people: PEOPLE,
    commentAccess: 'guests',
    reportAccess: 'everybody',
    threads: [
      {
        key: 'k',
        comments: [
          {
            author: 'ida',
            text: 'One *word*.',
            up: 3,
            replies: [{ author: 'Bob', text: '> Two' }],
          },
          { author: 'Eve', text: 'Three.', tombstone: 'moderation', ground: 'hate' },
          { author: 'Eve', text: 'Four.', status: 'pending' },
          { author: 'Eve', text: 'Five.', tombstone: 'author' },
        ],
      },
    ],
  });
  const [id] = [...backend.state.threads.get('k')!.comments.keys()].slice(1);
  const ida = { token: 'ida' };
  await backend.voteComment(id!, 1, ida);
  await backend.reportComment({ id: newId(), comment: id!, reason: 'spam', details: '' }, ida);
  const notice = { name: 'Zoé', email: 'zoe@journal.example', goodFaith: true } as const;
  const illegal = { id: newId(), comment: id!, reason: 'illegal', details: 'Why.' } as const;
  await backend.reportComment({ ...illegal, notice }, {});
  await backend.createGuest('Zoé', {});
  const eve = [...backend.state.accounts.values()].find(({ name }) => name === 'Eve')!;
  await backend.suspendAccount(eve.id, { until: null, reason: 'Enough' }, { token: 'mo' });
  await backend.eraseAccount('mo', { token: 'mo' });
  return backend.state;
}

/** Everything that can be read of a state. */
async function readAll(state: State): Promise<void> {
  const backend = checked(memoryBackend({ people: PEOPLE, state }));
  for (const sort of SORTS) await backend.loadThread({ key: 'k', sort, limit: 100 }, {});
  for (const token of [null, 'ida', 'mo']) await backend.loadViewer!('k', { token });
  for (const queue of ['pending', 'reported', 'rejected'] as const) {
    await backend.loadQueue!({ queue, after: null, limit: 100 }, { token: 'mo' });
  }
  await backend.loadChanges!('k', 0, {});
  await backend.loadLatest!(100, {});
  await backend.exportAccount!('ida', { token: 'ida' });
}

/** A place in a value: where it can be read and replaced. */
type Slot = [holder: object, key: unknown];

function slotsOf(value: unknown): Slot[] {
  if (typeof value !== 'object' || value === null) return [];
  const entries: [unknown, unknown][] =
    value instanceof Map ? [...value.entries()] : Object.entries(value);
  return entries.flatMap(([key, inner]) => [[value, key] as Slot, ...slotsOf(inner)]);
}

function replace([holder, key]: Slot, value: unknown): void {
  if (holder instanceof Map) holder.set(key, value);
  else (holder as Record<string, unknown>)[key as string] = value;
}

const WRONG = [undefined, null, -1, 0.5, NaN, '', [], {}, new Map(), new Map([[1, 2]])];
const STRANGE = fc.oneof(fc.constantFrom(...WRONG), fc.jsonValue());

/** What is legal in some such place, and not in every one. */
function likesOf(right: unknown, { accounts }: State): unknown[] {
  if (typeof right === 'number') return [0, 1, 2 ** 53 - 1];
  if (typeof right === 'boolean') return [!right];
  if (typeof right !== 'string') return [];
  const ids = [...accounts.values()].map(({ id }) => id);
  const likes = [
    ['published', 'pending', 'rejected'],
    ['author', 'moderation', 'account-erased'],
    [...ids, newId()],
    ['1970-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'],
  ];
  const isLike = (text: string): boolean => text.length === right.length && /\d/.test(right);
  return likes.filter((group) => group.includes(right) || group.some(isLike)).flat();
}

/** It is refused, or can be read to the end. */
async function holds(damaged: State, what: string): Promise<void> {
  let parsed: State;
  try {
    parsed = parseState(damaged);
  } catch (error) {
    assert.ok(
      error instanceof PalabreError && error.code === 'malformed',
      `${what}: ${String(error)}`,
    );
    return;
  }
  await readAll(parsed).catch((error: unknown) => assert.fail(`${what}: ${String(error)}`));
}

describe('a state that was kept', () => {
  it('is read as it was', async () => {
    const state = await fullState();
    assert.deepEqual(parseState(structuredClone(state)), state);
    await readAll(parseState(structuredClone(state)));
  });

  it('is read where it is older than moderation by thread, grounds and notices', async () => {
    const state = await fullState();
    const older = structuredClone(state);
    const thread = older.threads.get('k')!;
    delete (thread as { moderation?: unknown }).moderation;
    for (const kept of thread.comments.values()) {
      delete (kept as { ground?: unknown }).ground;
      for (const report of kept.reports) delete (report as { notice?: unknown }).notice;
    }
    for (const { comments } of state.threads.values()) {
      for (const entry of comments.values()) {
        entry.ground = null;
        for (const report of entry.reports) report.notice = null;
      }
    }
    assert.deepEqual(parseState(older), state);
  });

  it('is refused, or can be read to the end, whatever has become of it', async () => {
    const state = await fullState();
    const count = slotsOf(state).length;
    await fc.assert(
      fc.asyncProperty(fc.nat(count - 1), STRANGE, async (index, value) => {
        const damaged = structuredClone(state);
        replace(slotsOf(damaged)[index]!, value);
        await holds(damaged, JSON.stringify(value));
      }),
      { numRuns: 100 },
    );
  });

  it('is refused, or can be read to the end, with anything wrong in any one place', async () => {
    const state = await fullState();
    const count = slotsOf(state).length;
    for (let index = 0; index < count; index += 1) {
      const [holder, key] = slotsOf(state)[index]!;
      const right = holder instanceof Map ? holder.get(key) : holder[key as keyof typeof holder];
      for (const value of [...WRONG, ...likesOf(right, state)]) {
        const damaged = structuredClone(state);
        replace(slotsOf(damaged)[index]!, value);
        await holds(damaged, `${String(key)}: ${JSON.stringify(value)}`);
      }
    }
  });

  it('is refused when comments answer one another in a circle', async () => {
    const state = await fullState();
    const [first, reply] = state.threads.get('k')!.comments.values();
    first!.parent = reply!.id;
    assert.throws(() => parseState(state), { code: 'malformed', message: /is not whole$/ });
  });

  it('is refused when nothing is kept of what a queue holds', async () => {
    const state = await fullState();
    const held = [...state.threads.get('k')!.comments.values()].filter(
      ({ status }) => status !== 'published',
    );
    assert.deepEqual(held.map(({ status }) => status).sort(), ['pending', 'rejected']);
    for (const entry of held) {
      const damaged = structuredClone(state);
      damaged.threads.get('k')!.comments.get(entry.id)!.content = null;
      assert.throws(() => parseState(damaged), { code: 'malformed', message: /is not whole$/ });
    }
  });

  it('is refused when it is something else', () => {
    for (const value of [undefined, null, 1, 'state', [], {}, new Map(), { format: 2 }]) {
      assert.throws(() => parseState(value), { code: 'malformed' });
    }
  });
});
