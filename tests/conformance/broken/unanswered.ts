import type { CommentPage } from '../../../src/model/thread.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { Entry } from '../../../src/backend/engine/state.js';
import { broken, type Broken } from './broken.js';

const NO_LIST = 'what its author took back stands in no list unless it is answered';

/** Lists with what has no place in them any more, as far as `has` says so. */
function listing(
  { state, loadThread, loadComments }: MemoryBackend,
  has: (entry: Entry, isAnswered: boolean) => boolean,
): Partial<CommentsBackend> {
  const add = <P extends CommentPage>(key: string, page: P): P => {
    const entries = [...(state.threads.get(key)?.comments.values() ?? [])];
    for (const entry of entries) {
      const { id, parent, createdAt, revision, tombstone } = entry;
      const isAnswered = entries.some((reply) => reply.parent === id);
      if (tombstone === null || tombstone === 'moderation' || !has(entry, isAnswered)) continue;
      if (page.comments.some((comment) => comment.id === id)) continue;
      let list = page.lists.find((one) => one.parent === parent);
      if (!list) page.lists.push((list = { parent, ids: [], page: { total: 0, cursor: null } }));
      list.ids.push(id);
      list.page.total += 1;
      page.comments.push({ id, parent, createdAt, revision, tombstone, ground: null });
    }
    return page;
  };
  return {
    loadThread: async (query, options) => add(query.key, await loadThread(query, options)),
    loadComments: async (query, options) => add(query.key, await loadComments(query, options)),
  };
}

/** Without the tombstones of moderation. */
function dropping<P extends CommentPage>(page: P): P {
  const gone = page.comments.filter(({ tombstone }) => tombstone === 'moderation');
  const ids = new Set(gone.map(({ id }) => id));
  const lists = page.lists.map((list) => {
    const left = list.ids.filter((id) => !ids.has(id));
    const total = list.page.total - (list.ids.length - left.length);
    return { ...list, ids: left, page: { ...list.page, total } };
  });
  return { ...page, comments: page.comments.filter(({ id }) => !ids.has(id)), lists };
}

export const UNANSWERED: Broken[] = [
  broken('rule 9', 'lists what its author took back though nobody answered', NO_LIST, (whole) =>
    listing(whole, ({ tombstone }, isAnswered) => tombstone === 'author' && !isAnswered),
  ),
  broken('rule 9', 'counts in a list what it does not list any more', NO_LIST, (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread(query, options);
      const { comments } = whole.state.threads.get(query.key) ?? { comments: new Map() };
      for (const list of page.lists) {
        const all = [...comments.values()].filter(({ parent }: Entry) => parent === list.parent);
        list.page.total = all.length;
      }
      return page;
    },
  })),
  broken(
    'rule 9',
    'leaves the tombstones above the last answer',
    'the last answer takes the tombstones above it along',
    (whole) => listing(whole, (_, isAnswered) => isAnswered),
  ),
  broken(
    'rule 9',
    'takes what moderation withdrew for no answer',
    'what moderation withdrew is an answer that keeps its place',
    (whole) => ({
      loadThread: async (query, options) => dropping(await whole.loadThread(query, options)),
      loadComments: async (query, options) => dropping(await whole.loadComments(query, options)),
    }),
  ),
  broken(
    'rule 9',
    'does not know the list any more that somebody is reading',
    'replies that go while they are read come to an end',
    (whole) => ({
      async loadComments(query, options) {
        const page = await whole.loadComments(query, options);
        const [list] = page.lists;
        if (query.after === null || (list?.page.total ?? 0) > 0) return page;
        return whole.loadComments({ ...query, after: null, parent: query.key }, options);
      },
    }),
  ),
  broken(
    'rule 9',
    'takes an answer to what was taken back meanwhile',
    'a comment that is taken back while it is answered has the answer, or there is none',
    (whole) => ({
      async createComment(sent, options) {
        const { comments } = whole.state.threads.get(sent.thread.key) ?? {};
        const parent = comments?.get(sent.parent ?? '');
        if (!comments || !parent) return whole.createComment(sent, options);
        const kept = { ...parent };
        await new Promise((resolve) => setTimeout(resolve, 2));
        const now = comments.get(kept.id)!;
        comments.set(kept.id, kept);
        const answer = await whole.createComment(sent, options);
        comments.set(kept.id, { ...now, tombstone: now.tombstone && 'moderation' });
        return answer;
      },
    }),
  ),
  broken(
    'rule 9',
    'lists what an erased account left though nobody answered',
    'an erased account leaves nothing but its places',
    (whole) =>
      listing(whole, ({ tombstone }, isAnswered) => tombstone === 'account-erased' && !isAnswered),
  ),
  broken(
    'rule 5',
    'leads to what stands in no list',
    'what its author took back unanswered is not there',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        const { comments } = whole.state.threads.get(query.key) ?? {};
        const isThere = query.around && comments?.has(query.around);
        return isThere ? { ...page, around: page.around ?? [query.around!] } : page;
      },
    }),
  ),
  broken(
    'rule 6',
    'forgets among the changes what stands in no list any more',
    'every write raises the revision of its record and of the thread',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        return {
          ...changes,
          comments: changes.comments.filter(({ tombstone }) => tombstone !== 'author'),
        };
      },
    }),
  ),
];
