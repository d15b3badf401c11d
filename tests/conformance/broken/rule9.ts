import type { Comment } from '../../../src/model/comment.js';
import type { ReportReason } from '../../../src/model/report.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import { broken, entryOf, isTombstone, type Broken } from './broken.js';

const GROUND = 'what moderation withdrew tells the ground that was given, and no other';
const TOLD = 'no answer tells whose it was or what it said';

/** Tombstones as the thread answers them, with something of the comment left on them. */
function leaving(whole: MemoryBackend, what: (comment: Comment) => object) {
  const kept = new Map<string, object>();
  const deleteComment: MemoryBackend['deleteComment'] = async (id, reason, options) => {
    const { comments } = await whole.loadThread(
      { key: keyOf(whole, id), sort: 'oldest', limit: 100, around: id },
      {},
    );
    const before = comments.find((comment) => comment.id === id);
    if (before && !isTombstone(before)) kept.set(id, what(before));
    return whole.deleteComment(id, reason, options);
  };
  const loadThread: MemoryBackend['loadThread'] = async (query, options) => {
    const page = await whole.loadThread(query, options);
    for (const comment of page.comments) {
      if (isTombstone(comment)) Object.assign(comment, kept.get(comment.id));
    }
    return page;
  };
  return { deleteComment, loadThread };
}

function keyOf({ state }: MemoryBackend, id: string): string {
  return [...state.threads.values()].find(({ comments }) => comments.has(id))?.key ?? 'none';
}

export const RULE_9: Broken[] = [
  broken('rule 9', 'leaves the author on a tombstone', TOLD, (whole) =>
    leaving(whole, (comment) => ({ author: (comment as { author?: object }).author })),
  ),
  broken('rule 9', 'leaves badges on a tombstone', TOLD, (whole) =>
    leaving(whole, () => ({ badges: ['expert'] })),
  ),
  broken('rule 9', 'leaves the votes on a tombstone', TOLD, (whole) =>
    leaving(whole, (comment) => ({ votes: (comment as { votes?: object }).votes })),
  ),
  broken('rule 9', 'has what was withdrawn among the latest', TOLD, (whole) => {
    const before = new Map<string, { comment: Comment }>();
    return {
      async loadLatest(limit, options) {
        const latest = await whole.loadLatest(limit, options);
        for (const entry of before.values()) latest.push(entry as (typeof latest)[number]);
        return latest;
      },
      async deleteComment(id, reason, options) {
        const [entry] = (await whole.loadLatest(100, {})).filter(
          ({ comment }) => comment.id === id,
        );
        if (entry) before.set(id, entry);
        return whole.deleteComment(id, reason, options);
      },
    };
  }),
  broken('rule 9', 'keeps the ground of an earlier withdrawal', GROUND, (whole) => {
    const grounds = new Map<string, ReportReason | undefined>();
    return {
      deleteComment(id, reason, options) {
        const ground = options.ground ?? grounds.get(id);
        grounds.set(id, ground);
        return whole.deleteComment(id, reason, { ...options, ground });
      },
    };
  }),
  broken('rule 9', 'gives every withdrawal a ground', GROUND, (whole) => ({
    deleteComment: (id, reason, options) =>
      whole.deleteComment(
        id,
        reason,
        reason === 'moderation' ? { ...options, ground: 'other' } : options,
      ),
  })),
  broken('rule 9', 'tells the ground to whoever withdraws alone', GROUND, (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread(query, options);
      return {
        ...page,
        comments: page.comments.map((it) => (it.tombstone === null ? it : { ...it, ground: null })),
      };
    },
  })),
  broken(
    'rule 9',
    'takes a ground for one’s own comment, and shows it',
    'whoever takes back their own comment gives no ground',
    (whole) => ({
      async deleteComment(id, reason, { ground, ...options }) {
        if (reason === 'moderation') return whole.deleteComment(id, reason, { ...options, ground });
        const gone = await whole.deleteComment(id, reason, options);
        return { ...gone, ground: ground ?? null };
      },
    }),
  ),
  broken(
    'rule 9',
    'withdraws the replies too',
    'the replies stay, under their parent',
    (whole) => ({
      async deleteComment(id, reason, options) {
        const gone = await whole.deleteComment(id, reason, options);
        const { comments } = whole.state.threads.get(keyOf(whole, id))!;
        for (const entry of comments.values()) if (entry.parent === id) comments.delete(entry.id);
        return gone;
      },
    }),
  ),
  broken(
    'rule 9',
    'counts tombstones',
    'a tombstone keeps its place but is not counted',
    (whole) => ({
      loadCounts: async (keys) =>
        keys.map((key) => ({ key, count: whole.state.threads.get(key)?.comments.size ?? 0 })),
    }),
  ),
  broken(
    'rule 9',
    'keeps the votes of an erased account',
    'an erased account leaves nothing but its places',
    (whole) => ({
      async eraseAccount(subject, options) {
        const votes = new Map<string, number>();
        for (const { comments } of whole.state.threads.values()) {
          for (const { id, votes: cast } of comments.values()) votes.set(id, cast.size);
        }
        await whole.eraseAccount(subject, options);
        for (const [id, before] of votes) {
          const entry = entryOf(whole, id);
          if (entry.content) entry.earlierVotes.up += before - entry.votes.size;
        }
      },
    }),
  ),
  broken(
    'rule 9',
    'keeps what an erased account wrote under a pseudonym',
    'an erased account leaves nothing but its places',
    (whole) => ({
      async eraseAccount(subject, options) {
        const accounts = [...whole.state.accounts.values()];
        const account = accounts.find((known) => known.subject === subject);
        await whole.exportAccount(subject, options);
        if (account) account.name = 'Anonyme';
      },
    }),
  ),
  broken(
    'rule 9',
    'lets an old write bring an erased account’s comment back',
    'an old write of an erased account brings nothing back',
    (whole) => ({
      createComment(sent, options) {
        const { comments } = whole.state.threads.get(sent.thread.key) ?? {};
        if (comments?.get(sent.id)?.tombstone === 'account-erased') comments.delete(sent.id);
        return whole.createComment(sent, options);
      },
    }),
  ),
  broken(
    'rule 9',
    'erases without a word to those who have read it',
    'an erasure is among the changes',
    (whole) => ({
      async eraseAccount(subject, options) {
        const revisions = new Map<string, number>();
        for (const { comments } of whole.state.threads.values()) {
          for (const { id, revision } of comments.values()) revisions.set(id, revision);
        }
        await whole.eraseAccount(subject, options);
        for (const [id, revision] of revisions) entryOf(whole, id).revision = revision;
      },
    }),
  ),
  broken(
    'rule 9',
    'keeps what an erased account had waiting',
    'what an erased account had waiting is gone too',
    (whole) => ({
      async eraseAccount(subject, options) {
        const kept = new Map<string, object>();
        for (const { comments } of whole.state.threads.values()) {
          for (const entry of comments.values()) {
            if (entry.status !== 'pending') continue;
            kept.set(entry.id, { content: entry.content, status: 'pending', tombstone: null });
          }
        }
        const accounts = new Map(whole.state.accounts);
        await whole.eraseAccount(subject, options);
        for (const [id, fields] of kept) Object.assign(entryOf(whole, id), fields);
        for (const [id, account] of accounts) {
          if (!whole.state.accounts.has(id)) whole.state.accounts.set(id, account);
        }
      },
    }),
  ),
];
