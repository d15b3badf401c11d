import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import { allArrivals, beginArrivals, showArrivals } from '../../../src/discussion/live/arrivals.js';
import { applyChanges, reachedBy, reloadLists } from '../../../src/discussion/live/changes.js';
import { Discussion } from '../../../src/discussion/discussion.js';
import { listedIn } from '../../../src/discussion/news.js';
import { loadViewer } from '../../../src/discussion/viewing.js';
import type { Comment } from '../../../src/model/comment.js';
import { newId } from '../../../src/model/new-id.js';
import type { ThreadChanges, ThreadPage } from '../../../src/model/thread.js';

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };
const QUERY = { key: 'k', sort: 'newest', limit: 100 } as const;
const PEOPLE = {
  me: { name: 'Me', subscriber: true },
  her: { name: 'Her', subscriber: true },
  staff: { name: 'Staff', roles: ['admin', 'staff', 'moderator'] },
};

type Act =
  | { act: 'write'; by: 'me' | 'her'; parent: number }
  | { act: 'edit' | 'vote' | 'delete' | 'moderate' | 'restore'; on: number };

const acts = fc.array(
  fc.oneof(
    fc.record({
      act: fc.constant('write' as const),
      by: fc.constantFrom('me' as const, 'her' as const),
      parent: fc.nat(8),
    }),
    fc.record({
      act: fc.constantFrom('edit', 'vote', 'delete', 'moderate', 'restore'),
      on: fc.nat(8),
    }),
  ),
  { minLength: 1, maxLength: 12 },
);

/** All that could be read of a thread while it became what it is. */
interface History {
  opening: ThreadPage;
  pages: ThreadPage[];
  changes: ThreadChanges[];
  /** What there is in the end. */
  end: ThreadChanges;
  backend: ReturnType<typeof memoryBackend>;
}

async function historyOf(all: readonly Act[]): Promise<History> {
  const backend = memoryBackend({
    people: PEOPLE,
    threads: [{ ...THREAD, comments: [{ author: 'Bob', text: 'First.' }] }],
  });
  const opening = await backend.loadThread(QUERY, {});
  const ids = opening.comments.map(({ id }) => id);
  const pages = [opening];
  const revisions = [opening.thread.revision];
  const changes: ThreadChanges[] = [];
  for (const act of all) {
    await perform(act).catch(() => undefined);
    const page = await backend.loadThread(QUERY, {});
    pages.push(page);
    for (const since of revisions) changes.push(await backend.loadChanges('k', since, {}));
    revisions.push(page.thread.revision);
  }
  return { opening, pages, changes, end: await backend.loadChanges('k', 0, {}), backend };

  async function perform(act: Act): Promise<unknown> {
    if (act.act === 'write') {
      const id = newId();
      const parent = act.parent === 0 ? null : (ids[act.parent % ids.length] ?? null);
      await backend.createComment({ id, thread: THREAD, parent, source: 'A.' }, { token: act.by });
      return ids.push(id);
    }
    const id = ids[act.on % ids.length]!;
    const byStaff = { token: 'staff' };
    if (act.act === 'vote') return backend.voteComment(id, 1, { token: 'staff' });
    if (act.act === 'moderate') return backend.deleteComment(id, 'moderation', byStaff);
    if (act.act === 'restore') return backend.moderateComment(id, 'published', byStaff);
    const own = act.act === 'edit' ? backend.editComment : backend.deleteComment;
    const second = act.act === 'edit' ? 'B.' : 'author';
    for (const token of ['me', 'her']) {
      await own(id, second as 'author', { token }).catch(() => undefined);
    }
    return null;
  }
}

type Step = { kind: 'page' | 'changes' | 'record' | 'wish' | 'show'; at: number };

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom('page', 'changes', 'record', 'wish', 'show'),
    at: fc.nat(1_000),
  }),
  { maxLength: 25 },
);

/** Reads parts of a history in the order given, then the end of it, at some place among them. */
async function read(history: History, order: readonly Step[], endAt: number): Promise<Discussion> {
  const { opening, pages, changes, end, backend } = history;
  const discussion = new Discussion({
    ...{ backend, tokens: 'me', thread: THREAD, sort: 'newest', pageSize: 100, highlights: 0 },
  });
  backend.answer('loadThread', structuredClone(opening));
  await discussion.load();
  await loadViewer(discussion);
  beginArrivals(discussion);
  const { store } = discussion;
  const wished = new Set<string>();
  const all = [...order];
  all.splice(endAt % (all.length + 1), 0, { kind: 'changes', at: -1 });
  for (const { kind, at } of all) {
    if (kind === 'page') {
      backend.answer('loadThread', structuredClone(pages[at % pages.length]!));
      await reloadLists(discussion);
    } else if (kind === 'changes') {
      applyChanges(discussion, structuredClone(at < 0 ? end : changes[at % changes.length]!));
    } else if (kind === 'record') {
      const from = changes[at % changes.length]!;
      const comments = from.comments.slice(0, 1);
      applyChanges(discussion, structuredClone({ ...from, comments, revision: 0 }));
    } else if (kind === 'wish') {
      const { id } = opening.comments[0]!;
      const shown = store.comment(id);
      if (shown) store.wish(id, () => ({ ...shown }));
      wished.add(id);
    } else showArrivals(discussion);
  }
  for (const id of wished) store.wish(id, null);
  return discussion;
}

function stateOf(discussion: Discussion, end: ThreadChanges): unknown {
  const { store } = discussion;
  const records = end.comments.map(({ id }) => store.comment(id));
  const isLiving = (comment: Comment): boolean => comment.tombstone === null;
  const listed = listedIn(discussion)
    .filter(isLiving)
    .map(({ id }) => id);
  const waiting = allArrivals(discussion).map(({ id }) => id);
  assert.equal(new Set([...listed, ...waiting]).size, listed.length + waiting.length, 'doubled');
  return {
    thread: store.thread,
    reached: reachedBy(discussion),
    records,
    there: [...listed, ...waiting].sort(),
  };
}

describe('merging what is read of a thread', () => {
  it('gives the same whatever comes in which order and how often', async () => {
    await fc.assert(
      fc.asyncProperty(acts, steps, fc.nat(), async (all, order, endAt) => {
        const history = await historyOf(all);
        const { end } = history;
        const discussion = await read(history, order, endAt);
        const living = end.comments.filter(({ tombstone }) => tombstone === null);
        assert.deepEqual(stateOf(discussion, end), {
          thread: end.thread,
          reached: end.revision,
          records: end.comments,
          there: living.map(({ id }) => id).sort(),
        });
        showArrivals(discussion);
        assert.deepEqual(allArrivals(discussion), []);
        discussion.close();
      }),
      { numRuns: 300 },
    );
  });
});
