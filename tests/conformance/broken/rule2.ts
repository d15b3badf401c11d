import { PalabreError } from '../../../src/model/errors.js';
import type { Comment } from '../../../src/model/comment.js';
import type { NewComment } from '../../../src/backend/contract.js';
import { broken, isKnown, MODERATOR, pendingIn, type Broken } from './broken.js';

const WAITING = 'what waits is in no public answer, nor in another reader’s';

export const RULE_2: Broken[] = [
  broken(
    'rule 2',
    'mixes the personal into the public',
    'public reads are the same with every token and with none',
    (whole) => ({
      async loadThread(query, options) {
        const page = await whole.loadThread(query, options);
        return Object.assign(page, { me: options.token ?? null });
      },
    }),
  ),
  broken(
    'rule 2',
    'answers more of an author than the contract names',
    'public answers hold what the contract names and nothing else',
    (whole) => ({
      async loadComments(query, options) {
        const page = await whole.loadComments(query, options);
        for (const comment of page.comments) {
          if (comment.tombstone === null) Object.assign(comment.author, { mail: 'a@b.example' });
        }
        return page;
      },
    }),
  ),
  broken(
    'rule 2',
    'shows the accounts’ identifiers at the newspaper',
    'no answer names an account at the newspaper, or its token',
    (whole) => ({
      async loadChanges(key, since, options) {
        const changes = await whole.loadChanges(key, since, options);
        for (const comment of changes.comments) {
          if (comment.tombstone !== null) continue;
          comment.author.id = whole.state.accounts.get(comment.author.id)!.subject;
        }
        return changes;
      },
    }),
  ),
  broken(
    'rule 2',
    'tells readers who voted what',
    'each reader sees their own votes alone',
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        if (viewer.votes.length > 0) {
          const all = [...whole.state.threads.get(key)!.comments.values()];
          const voted = all.filter(({ votes }) => votes.size > 0);
          viewer.votes = voted.map(({ id }) => ({ id, value: 1 }));
        }
        return viewer;
      },
    }),
  ),
  broken('rule 2', 'shows every reader what waits', WAITING, (whole) => ({
    async loadViewer(key, options) {
      const viewer = await whole.loadViewer(key, options);
      return { ...viewer, pending: viewer.account ? await pendingIn(whole, key) : [] };
    },
  })),
  broken('rule 2', 'has what waits among the changes', WAITING, (whole) => ({
    async loadChanges(key, since, options) {
      const changes = await whole.loadChanges(key, since, options);
      const comments = [...changes.comments, ...(await pendingIn(whole, key))];
      return { ...changes, comments: comments.sort((a, b) => a.revision - b.revision) };
    },
  })),
  broken('rule 2', 'finds what waits by its link', WAITING, (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread(query, options);
      const asked = (await pendingIn(whole, query.key)).find(({ id }) => id === query.around);
      return asked ? { ...page, comments: [...page.comments, asked], around: [asked.id] } : page;
    },
  })),
  broken('rule 2', 'counts what waits', WAITING, (whole) => ({
    async loadThread(query, options) {
      const page = await whole.loadThread(query, options);
      page.thread.total += (await pendingIn(whole, query.key)).length;
      return page;
    },
  })),
  broken('rule 2', 'has what waits among the latest', WAITING, (whole) => ({
    async loadLatest(limit, options) {
      const latest = await whole.loadLatest(limit, options);
      const query = { queue: 'pending', after: null, limit: 100 } as const;
      const { items } = await whole.loadQueue(query, MODERATOR);
      return [...items.map(({ comment, thread }) => ({ comment, thread })), ...latest];
    },
  })),
  broken(
    'rule 2',
    'quotes what waits to whoever sends its id',
    'what waits tells others nothing when they call it by its id',
    (whole) => ({
      createComment: (sent, options) =>
        whole.createComment(sent, options).catch((error: PalabreError) => {
          if (error.code !== 'conflict') throw error;
          const { comments } = whole.state.threads.get(sent.thread.key)!;
          const said = comments.get(sent.id)?.content?.source;
          throw new PalabreError('conflict', `The id is taken by “${said}”.`);
        }),
    }),
  ),
  broken(
    'rule 2',
    'keeps edits as a log that anybody reads',
    'what an edit replaced is not told any more',
    (whole) => {
      const log = new Map<string, Comment[]>();
      return {
        async createComment(sent, options) {
          const comment = await whole.createComment(sent, options);
          const { key } = sent.thread;
          log.set(key, [...(log.get(key) ?? []), comment]);
          return comment;
        },
        async loadChanges(key, since, options) {
          const changes = await whole.loadChanges(key, since, options);
          const written = (log.get(key) ?? []).filter(({ revision }) => revision > since);
          const comments = [...written, ...changes.comments];
          return { ...changes, comments: comments.sort((a, b) => a.revision - b.revision) };
        },
      };
    },
  ),
  broken(
    'rule 2',
    'tells an author what was reported',
    'a report is told to nobody who reads',
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        const entries = [...(whole.state.threads.get(key)?.comments.values() ?? [])];
        return Object.assign(viewer, { reports: entries.map(({ reports }) => reports) });
      },
    }),
  ),
  broken(
    'rule 2',
    'exports an account to anybody',
    'an export is of one account, and for it and administrators alone',
    (whole) => ({ exportAccount: (subject) => whole.exportAccount(subject, { token: 'admin' }) }),
  ),
  broken(
    'rule 2',
    'exports the answers of others too',
    'an export is of one account, and for it and administrators alone',
    (whole) => ({
      async exportAccount(subject, options) {
        const own = await whole.exportAccount(subject, options);
        const { latest } = { latest: await whole.loadLatest(100, {}) };
        return { own, conversations: latest };
      },
    }),
  ),
  broken('rule 2', 'quotes in a refusal', 'a refusal quotes nothing', (whole) => {
    const sources = new Map<string, string>();
    return {
      createComment(sent: NewComment, options) {
        if (!isKnown(whole, sent.id)) sources.set(sent.id, sent.source);
        return whole.createComment(sent, options);
      },
      editComment: (id, source, options) =>
        whole.editComment(id, source, options).catch((error: PalabreError) => {
          throw new PalabreError(error.code, `Not yours to edit: “${sources.get(id)}”`);
        }),
    };
  }),
  broken(
    'rule 2',
    'tells whoever votes what it hides from everybody else',
    'how a comment was voted for is told to everybody or to nobody',
    (whole) => ({
      voteComment: async (id, value, options) => ({
        ...(await whole.voteComment(id, value, options)),
        votes: { up: value === 1 ? 1 : 0, down: 0 },
      }),
    }),
    { hideVotesMinutes: 60 },
  ),
];
