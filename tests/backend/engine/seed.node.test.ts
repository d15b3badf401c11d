import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import { parseSeed } from '../../../src/backend/engine/parse-seed.js';
import { parseState } from '../../../src/backend/engine/parse-state.js';
import { seedThreads, type SeedComment } from '../../../src/backend/engine/seed.js';
import { emptyState, type State } from '../../../src/backend/engine/state.js';
import { parseSource } from '../../../src/markup/parse.js';
import { PalabreError } from '../../../src/model/errors.js';
import { newId } from '../../../src/model/new-id.js';

const PEOPLE = { ida: { name: 'Ida', subscriber: true } };

/** A few ids, so that some come twice. */
const IDS = Array.from({ length: 400 }, () => newId());

const comments: Arbitrary<SeedComment[]> = fc.letrec<{ comments: SeedComment[] }>((tie) => ({
  comments: fc.array(
    fc.record(
      {
        author: fc.oneof(
          fc.constantFrom('ida', 'Bob', '', '__proto__'),
          fc.record({ name: fc.string() }, { requiredKeys: ['name'] }),
        ),
        text: fc.constantFrom('A word.', '> Quoted', '- one\n- two', '*Three*'),
        id: fc.constantFrom(...IDS),
        at: fc.constantFrom('2027-03-01', '1960-01-01T00:00:00Z', '+020000-01-01T00:00:00.000Z'),
        up: fc.nat(),
        down: fc.nat(),
        picked: fc.boolean(),
        status: fc.constantFrom('published' as const, 'pending' as const, 'rejected' as const),
        tombstone: fc.constantFrom(
          'author' as const,
          'moderation' as const,
          'account-erased' as const,
        ),
        replies: tie('comments'),
      },
      { requiredKeys: ['author', 'text'] },
    ),
    { maxLength: 3, depthIdentifier: 'comments' },
  ),
})).comments;

function sow(seed: unknown): State {
  const state = emptyState('a salt');
  const soil = { state, people: PEOPLE, parse: parseSource, now: Date.now() };
  seedThreads(soil, parseSeed(seed));
  return state;
}

const thread = (key: string, ...of: object[]) => ({ key, comments: of });

describe('a seed', () => {
  it('is refused, or makes a state that can be kept', () => {
    const threads = fc.array(fc.record({ key: fc.uuid(), comments }), { maxLength: 3 });
    let sown = 0;
    fc.assert(
      fc.property(threads, (seed) => {
        let state: State;
        try {
          state = sow(seed);
        } catch (error) {
          assert.ok(error instanceof PalabreError, String(error));
          return;
        }
        sown += 1;
        assert.deepEqual(parseState(structuredClone(state)), state);
      }),
      { numRuns: 400 },
    );
    assert.ok(sown > 50, `${sown} were sown`);
  });

  it('has nothing waiting where nothing is left', () => {
    for (const tombstone of ['author', 'account-erased']) {
      const gone = { author: 'Bob', text: 'A word.', tombstone, status: 'pending' };
      const [entry] = sow([thread('k', gone)])
        .threads.get('k')!
        .comments.values();
      assert.deepEqual([entry!.tombstone, entry!.status], [tombstone, 'published']);
    }
  });

  it('has each id and each key once', () => {
    const one = { author: 'Bob', text: 'A word.', id: IDS[0]! };
    const twice = { code: 'malformed', message: `The seed has the id ${IDS[0]} twice.` };
    assert.throws(() => sow([thread('k', { ...one, replies: [one] })]), twice);
    assert.throws(() => sow([thread('k', one), thread('l', one)]), twice);
    const key = { code: 'malformed', message: 'The seed has the key k twice.' };
    assert.throws(() => sow([thread('k'), thread('k')]), key);
  });
});
