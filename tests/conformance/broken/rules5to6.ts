import { broken, entryOf, isTombstone, pendingIn, type Broken } from './broken.js';

export const RULES_5_AND_6: Broken[] = [
  broken(
    'rule 5',
    'answers a comment without its ancestors',
    'a comment at depth 8 comes with its ancestors',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        return { ...page, around: page.around?.slice(-1) ?? null };
      },
    }),
  ),
  broken('rule 5', 'knows ancestors up to depth 20', 'a comment comes from any depth', (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread(query, options);
      return { ...page, around: page.around?.slice(-20) ?? null };
    },
  })),
  broken(
    'rule 5',
    'answers a comment of another thread',
    'what is not in the thread is not there',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        if (!query.around || page.around) return page;
        for (const key of whole.state.threads.keys()) {
          const other = await whole.loadThread({ ...query, key }, options);
          if (other.around) return { ...page, around: other.around, comments: other.comments };
        }
        return page;
      },
    }),
  ),
  broken(
    'rule 6',
    'leaves tombstones out of the changes',
    'laid over what was known, changes give what a new reader reads',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        return { ...changes, comments: changes.comments.filter((it) => !isTombstone(it)) };
      },
    }),
  ),
  broken(
    'rule 6',
    'gives an edit no revision of its own',
    'every write raises the revision of its record and of the thread',
    (whole) => ({
      async editComment(id, source, options) {
        const entry = entryOf(whole, id);
        const { revision } = entry;
        const answer = await whole.editComment(id, source, options);
        entry.revision = revision;
        return { ...answer, revision };
      },
    }),
  ),
  broken(
    'rule 6',
    'leaves one change out between two steps',
    'everything since the beginning is the whole thread',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        if (changes.comments.length <= 10) return changes;
        const { revision } = changes.comments[10]!;
        return { ...changes, comments: changes.comments.slice(0, 10), revision, more: true };
      },
    }),
  ),
  broken(
    'rule 6',
    'says that it is further than what it answers',
    'no change slips between two answers while many write at once',
    (whole) => {
      let underWay = 0;
      return {
        async createComment(sent, options) {
          underWay += 1;
          try {
            return await whole.createComment(sent, options);
          } finally {
            setTimeout(() => (underWay -= 1), 2);
          }
        },
        async loadChanges(key, since, options) {
          const changes = await whole.loadChanges(key, since, options);
          if (underWay > 0) changes.comments.pop();
          return changes;
        },
      };
    },
  ),
  broken(
    'rule 6',
    'takes a restored comment back to its old revision',
    'what is restored comes back whole, by a higher revision',
    (whole) => {
      const revisions = new Map<string, number>();
      return {
        deleteComment(id, reason, options) {
          revisions.set(id, entryOf(whole, id).revision);
          return whole.deleteComment(id, reason, options);
        },
        async moderateComment(id, status, options) {
          const answer = await whole.moderateComment(id, status, options);
          const revision = revisions.get(id) ?? answer.revision;
          entryOf(whole, id).revision = revision;
          return { ...answer, revision };
        },
      };
    },
  ),
  broken(
    'rule 6',
    'restores a comment beside its tombstone',
    'what is restored comes back whole, by a higher revision',
    (whole) => ({
      async moderateComment(id, status, options) {
        const answer = await whole.moderateComment(id, status, options);
        for (const { comments } of whole.state.threads.values()) {
          const entry = comments.get(id);
          if (!entry || status === 'rejected') continue;
          const copy = crypto.randomUUID();
          comments.set(copy, { ...structuredClone(entry), id: copy });
        }
        return answer;
      },
    }),
  ),
  broken(
    'rule 6',
    'has as many revisions as comments',
    'the revision of a thread only grows',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        page.thread.revision = Math.min(page.thread.revision, page.thread.total);
        return page;
      },
    }),
  ),
  broken(
    'rule 6',
    'approves a comment at the revision that it had',
    'what is approved is among the changes, what waits is not',
    (whole) => ({
      async moderateComment(id, status, options) {
        const { revision } = entryOf(whole, id);
        const answer = await whole.moderateComment(id, status, options);
        entryOf(whole, id).revision = revision;
        return { ...answer, revision };
      },
    }),
  ),
  broken(
    'rule 6',
    'has what waits among the changes',
    'what is approved is among the changes, what waits is not',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        const comments = [...changes.comments, ...(await pendingIn(whole, key))];
        return { ...changes, comments: comments.sort((a, b) => a.revision - b.revision) };
      },
    }),
  ),
];
