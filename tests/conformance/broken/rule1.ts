import { PalabreError } from '../../../src/model/errors.js';
import { newId } from '../../../src/model/new-id.js';
import { broken, entryOf, isKnown, pause, type Broken } from './broken.js';

export const RULE_1: Broken[] = [
  broken('rule 1', 'writes a resend twice', 'a create sent twice is one comment', (whole) => ({
    createComment: (sent, options) =>
      whole.createComment(isKnown(whole, sent.id) ? { ...sent, id: newId() } : sent, options),
  })),
  broken(
    'rule 1',
    'knows a resend only among the last twenty writes',
    'a create sent again after many others is one comment',
    (whole) => {
      const recent: string[] = [];
      return {
        createComment(sent, options) {
          const isForgotten = isKnown(whole, sent.id) && !recent.includes(sent.id);
          recent.push(sent.id);
          if (recent.length > 20) recent.shift();
          return whole.createComment(isForgotten ? { ...sent, id: newId() } : sent, options);
        },
      };
    },
  ),
  broken(
    'rule 1',
    'writes again what was called off while it was written',
    'a create whose answer was lost and that is sent again is one comment',
    (whole) => ({
      async createComment(sent, { signal, ...options }) {
        if (signal === undefined) return whole.createComment(sent, options);
        signal.throwIfAborted();
        await whole.createComment({ ...sent, id: newId() }, options);
        signal.throwIfAborted();
        throw new PalabreError('unavailable', 'Try again.');
      },
    }),
  ),
  broken(
    'rule 1',
    'loses comments that are written at once',
    'thirty comments written at once are all there',
    (whole) => {
      let underWay = 0;
      return {
        async createComment(sent, options) {
          underWay += 1;
          const answer = await whole.createComment(sent, options);
          if (underWay > 5) whole.state.threads.get(sent.thread.key)!.comments.delete(sent.id);
          await pause(2);
          underWay -= 1;
          return answer;
        },
      };
    },
  ),
  broken(
    'rule 1',
    'loses replies that are written at once',
    'thirty replies written at once are all there',
    (whole) => {
      let underWay = 0;
      return {
        async createComment(sent, options) {
          underWay += 1;
          const answer = await whole.createComment(sent, options);
          const { comments } = whole.state.threads.get(sent.thread.key)!;
          if (sent.parent && underWay > 5) comments.delete(sent.id);
          await pause(2);
          underWay -= 1;
          return answer;
        },
      };
    },
  ),
  broken(
    'rule 1',
    'lets a resend bring back what was withdrawn',
    'a create sent again answers the tombstone',
    (whole) => ({
      createComment(sent, options) {
        const known = whole.state.threads.get(sent.thread.key)?.comments;
        if (known?.get(sent.id)?.tombstone) known.delete(sent.id);
        return whole.createComment(sent, options);
      },
    }),
  ),
  broken(
    'rule 1',
    'updates on create',
    'a create never updates: a known id keeps its text',
    (whole) => ({
      async createComment(sent, options) {
        const known = await whole.createComment(sent, options);
        if (known.tombstone !== null) return known;
        return whole.editComment(sent.id, sent.source, options);
      },
    }),
  ),
  broken(
    'rule 1',
    'answers another account’s comment to whoever sends its id',
    'an id under another account, thread or parent is a conflict',
    (whole) => ({
      createComment: (sent, options) =>
        whole.createComment(sent, options).catch(async (error: PalabreError) => {
          if (error.code !== 'conflict') throw error;
          const { comments } = await whole.loadThread(
            { key: sent.thread.key, sort: 'oldest', limit: 100, around: sent.id },
            {},
          );
          return comments.find(({ id }) => id === sent.id) ?? Promise.reject(error);
        }),
    }),
  ),
  broken(
    'rule 1',
    'says in a conflict whose the id is',
    'a conflict reveals nothing of what has the id',
    (whole) => ({
      createComment: (sent, options) =>
        whole.createComment(sent, options).catch((error: PalabreError) => {
          if (error.code !== 'conflict') throw error;
          const account = entryOf(whole, sent.id).content?.account ?? '';
          throw new PalabreError('conflict', `The id is taken by ${account}.`);
        }),
    }),
  ),
  broken(
    'rule 1',
    'takes an id from whoever had it a moment ago',
    'of two accounts that send one id at once, one gets it',
    (whole) => {
      const underWay = new Map<string, number>();
      const count = (id: string, by: number): void => {
        underWay.set(id, (underWay.get(id) ?? 0) + by);
      };
      return {
        async createComment(sent, options) {
          const { id, thread } = sent;
          count(id, 1);
          try {
            return await whole.createComment(sent, options).catch(async (error: PalabreError) => {
              if (error.code !== 'conflict' || underWay.get(id) === 1) throw error;
              whole.state.threads.get(thread.key)!.comments.delete(id);
              return await whole.createComment(sent, options);
            });
          } finally {
            await pause(1);
            count(id, -1);
          }
        },
      };
    },
  ),
  broken(
    'rule 1',
    'loses a vote that comes while the comment is edited',
    'an edit and a vote at once are both kept',
    (whole) => ({
      async editComment(id, source, options) {
        const votes = isKnown(whole, id) ? new Map(entryOf(whole, id).votes) : null;
        await pause(2);
        const answer = await whole.editComment(id, source, options);
        if (votes) entryOf(whole, id).votes = votes;
        return answer;
      },
    }),
  ),
  broken('rule 1', 'counts a vote at each call', 'a vote sent twice counts once', (whole) => ({
    voteComment(id, value, options) {
      if (value && isKnown(whole, id)) entryOf(whole, id).earlierVotes.up += 1;
      return whole.voteComment(id, value, options);
    },
  })),
  broken(
    'rule 1',
    'counts the votes of a third account twice',
    'votes of several accounts are counted once each',
    (whole) => ({
      async voteComment(id, value, options) {
        await whole.voteComment(id, value, options);
        const entry = entryOf(whole, id);
        entry.earlierVotes.up = entry.votes.size > 2 ? 1 : 0;
        return whole.voteComment(id, value, options);
      },
    }),
  ),
  broken(
    'rule 1',
    'gives what is written at once one revision',
    'revisions of records written at once differ',
    (whole) => ({
      async createComment(sent, options) {
        const answer = await whole.createComment(sent, options);
        const entry = entryOf(whole, sent.id);
        entry.revision = 2 * Math.ceil(answer.revision / 2);
        return { ...answer, revision: entry.revision };
      },
    }),
  ),
  broken(
    'rule 1',
    'says that one may vote against a comment where one may not',
    'a vote against counts as one, or is not allowed',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        return { ...page, thread: { ...page.thread, downVotes: true } };
      },
    }),
  ),
];
