import { broken, entryOf, isKnown, MODERATOR, without, type Broken } from './broken.js';
import type { PalabreError } from '../../../src/model/errors.js';

const SUSPENDED = 'an account that is suspended until a time is refused until it is lifted';
const AUTHOR = 'an article’s author does what is said under that article, and nothing elsewhere';
const LACKING = 'a notice that lacks something is refused';
const NO_TOKEN = 'without a token, or with one that is none, nobody does anything';

export const RULE_3: Broken[] = [
  broken(
    'rule 3',
    'takes replies in a closed thread',
    'a closed thread takes no comment, and says so',
    (whole) => ({
      async createComment(sent, options) {
        const thread = whole.state.threads.get(sent.thread.key);
        const isClosed = thread?.closed === true;
        if (isClosed && sent.parent) thread.closed = false;
        const answer = await whole.createComment(sent, options);
        if (isClosed && sent.parent) thread.closed = true;
        return answer;
      },
    }),
  ),
  broken(
    'rule 3',
    'takes comments in a closed thread, and has no viewer',
    'a closed thread takes no comment, and says so',
    (whole) => ({
      ...without('loadViewer'),
      async createComment(sent, options) {
        const thread = whole.state.threads.get(sent.thread.key);
        const closed = thread?.closed ?? false;
        if (thread) thread.closed = false;
        const answer = await whole.createComment(sent, options);
        if (thread) thread.closed = closed;
        return answer;
      },
    }),
  ),
  broken('rule 3', 'lets readers pick, and closes nothing', 'a reader picks nothing', (whole) => ({
    ...without('updateThread'),
    pickComment: (id, picked, { token }) =>
      whole.pickComment(id, picked, token === 'registered' ? { token: 'admin' } : { token }),
  })),
  broken('rule 3', 'lets readers close, and picks nothing', 'a reader closes nothing', (whole) => ({
    ...without('pickComment'),
    updateThread: (key, patch, { token }) =>
      whole.updateThread(key, patch, token ? { token: 'admin' } : {}),
  })),
  broken('rule 3', 'lets moderators suspend each other', 'nobody suspends moderators', (whole) => ({
    suspendAccount: (account, suspension, options) =>
      whole
        .suspendAccount(account, suspension, options)
        .catch((error: PalabreError) =>
          options.token === 'moderator' ? undefined : Promise.reject(error),
        ),
  })),
  broken(
    'rule 3',
    'lets registered readers vote, though it says no',
    'a registered who votes meets the reason that was said',
    (whole) => ({
      voteComment: (id, value, options) =>
        whole.voteComment(id, value, options.token === 'registered' ? MODERATOR : options),
    }),
  ),
  broken(
    'rule 3',
    'says that everybody may comment',
    'a visitor may nothing but report, and signing in or a name is the way',
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        return { ...viewer, can: { ...viewer.can, comment: { allowed: true } } };
      },
    }),
  ),
  broken('rule 3', 'takes any token for somebody’s', NO_TOKEN, (whole) => ({
    voteComment: (id, value, { token, signal }) =>
      whole.voteComment(id, value, {
        signal,
        token: token === 'none.such.token' ? 'subscriberB' : token,
      }),
  })),
  broken('rule 3', 'takes reports without asking who reports', NO_TOKEN, (whole) => ({
    reportComment: (report, { token, signal }) =>
      whole.reportComment(report, { signal, token: token || 'subscriberB' }),
  })),
  broken(
    'rule 3',
    'lets any reader withdraw as a moderator',
    "a reader does not withdraw another's comment, a moderator does",
    (whole) => ({
      deleteComment: (id, reason, options) =>
        whole.deleteComment(
          id,
          reason,
          options.token && reason === 'moderation' ? MODERATOR : options,
        ),
    }),
  ),
  broken('rule 3', 'lets moderators edit', "nobody edits another's comment", (whole) => ({
    async editComment(id, source, options) {
      if (options.token !== 'moderator') return whole.editComment(id, source, options);
      const { subject } = whole.state.accounts.get(entryOf(whole, id).content!.account)!;
      return whole.editComment(id, source, { token: subject });
    },
  })),
  broken(
    'rule 3',
    'says that there is time to edit where there is none',
    'a comment of one’s own may be edited for as long as the viewer says',
    (whole) => ({
      loadViewer: async (key, options) => ({
        ...(await whole.loadViewer(key, options)),
        editMinutes: 15,
      }),
    }),
    { editMinutes: 0 },
  ),
  broken(
    'rule 3',
    'tells readers a time that is a day ahead of its own',
    'a comment of one’s own may be edited for as long as the viewer says',
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        return { ...viewer, now: new Date(Date.parse(viewer.now!) + 86_400_000).toISOString() };
      },
    }),
  ),
  broken(
    'rule 3',
    'says that readers pick',
    'who is said to pick or to close does it, and readers are not',
    (whole) => ({
      async loadViewer(key, options) {
        const viewer = await whole.loadViewer(key, options);
        return { ...viewer, can: { ...viewer.can, pick: viewer.can.report } };
      },
    }),
  ),
  broken(
    'rule 3',
    'says that moderators close, and lets them not',
    'who is said to pick or to close does it, and readers are not',
    (whole) => ({
      updateThread: (key, patch, { token }) =>
        whole.updateThread(key, patch, { token: token === 'moderator' ? 'registered' : token }),
    }),
  ),
  broken('rule 3', 'lets an article’s author pick under every article', AUTHOR, (whole) => ({
    pickComment: (id, picked, { token }) => {
      const isAuthor = [...whole.state.threads.values()].some(({ authors }) =>
        authors.includes(token ?? ''),
      );
      return whole.pickComment(id, picked, isAuthor ? MODERATOR : { token });
    },
  })),
  broken('rule 3', 'lets an article’s author name its thread', AUTHOR, (whole) => ({
    updateThread: (key, patch, { token }) => {
      const isAuthor = whole.state.threads.get(key)?.authors.includes(token ?? '');
      return whole.updateThread(key, patch, isAuthor ? MODERATOR : { token });
    },
  })),
  broken('rule 3', 'shows readers the queue', 'readers do not read the queues', (whole) => ({
    loadQueue: (query, { token }) => whole.loadQueue(query, token ? MODERATOR : {}),
  })),
  broken('rule 3', 'lets authors approve', 'readers moderate nothing', (whole) => ({
    moderateComment(id, status, options) {
      const account = isKnown(whole, id) ? entryOf(whole, id).content?.account : undefined;
      const isOwn = account && whole.state.accounts.get(account)?.subject === options.token;
      return whole.moderateComment(id, status, isOwn ? MODERATOR : options);
    },
  })),
  broken(
    'rule 3',
    'restores what its author withdrew',
    'what its author withdrew is not a moderator’s to restore',
    (whole) => ({
      moderateComment: (id, status, options) =>
        whole.moderateComment(id, status, options).catch((error: PalabreError) => {
          if (error.code !== 'gone') throw error;
          return whole.deleteComment(id, 'moderation', options);
        }),
    }),
  ),
  broken('rule 3', 'lets suspended accounts vote', SUSPENDED, (whole) => ({
    async voteComment(id, value, options) {
      const kept = new Map(whole.state.suspensions);
      whole.state.suspensions.clear();
      const answer = await whole.voteComment(id, value, options);
      for (const [writer, suspension] of kept) whole.state.suspensions.set(writer, suspension);
      return answer;
    },
  })),
  broken('rule 3', 'keeps no suspension', SUSPENDED, (whole) => ({
    async suspendAccount(account, suspension, options) {
      await whole.suspendAccount(account, suspension, options);
      await whole.suspendAccount(account, null, options);
    },
  })),
  broken('rule 3', 'suspends for ever', 'a suspension that has run out is none', (whole) => ({
    suspendAccount: (account, suspension, options) =>
      whole.suspendAccount(account, suspension && { ...suspension, until: null }, options),
  })),
  broken(
    'rule 3',
    'does not tell a suspended account',
    'a suspended account is told so by the viewer, and until when',
    (whole) => ({
      async loadViewer(key, options) {
        const kept = new Map(whole.state.suspensions);
        whole.state.suspensions.clear();
        const viewer = await whole.loadViewer(key, options);
        for (const [writer, suspension] of kept) whole.state.suspensions.set(writer, suspension);
        return viewer;
      },
    }),
  ),
  broken('rule 3', 'lets readers suspend each other', 'readers suspend nobody', (whole) => ({
    ...without('loadViewer'),
    suspendAccount: (account, suspension, { token }) =>
      whole.suspendAccount(account, suspension, token ? MODERATOR : {}),
  })),
  broken(
    'rule 3',
    'lets a moderator erase accounts',
    'an account is erased by itself or by an administrator',
    (whole) => ({
      eraseAccount: (subject, { token }) =>
        whole.eraseAccount(subject, { token: token === 'moderator' ? 'admin' : token }),
    }),
  ),
  broken('rule 3', 'takes notices without good faith', LACKING, (whole) => ({
    reportComment: ({ notice, ...report }, options) =>
      whole.reportComment({ ...report, notice: notice && { ...notice, goodFaith: true } }, options),
  })),
  broken('rule 3', 'takes notices that explain nothing', LACKING, (whole) => ({
    reportComment: (report, options) =>
      whole.reportComment({ ...report, details: report.details.trim() || '…' }, options),
  })),
  broken(
    'rule 3',
    'forgets who gave a notice',
    'moderators read who gave a notice, and nobody else does',
    (whole) => ({
      async loadQueue(query, options) {
        const { items, page } = await whole.loadQueue(query, options);
        const reports = items.map((item) => item.reports.map((it) => ({ ...it, notice: null })));
        return { items: items.map((item, at) => ({ ...item, reports: reports[at]! })), page };
      },
    }),
  ),
  broken(
    'rule 3',
    'tells readers who gave a notice',
    'moderators read who gave a notice, and nobody else does',
    (whole) => ({
      async loadViewer(key, options) {
        const { comments = new Map() } = whole.state.threads.get(key) ?? {};
        const notices = [...comments.values()].flatMap((entry) => entry.reports);
        return Object.assign(await whole.loadViewer(key, options), { notices });
      },
    }),
  ),
  broken(
    'rule 3',
    'takes notices of nobody',
    'a visitor who reports illegal content says who that is',
    (whole) => ({
      reportComment: (report, options) =>
        whole.reportComment(
          options.token ? report : { ...report, reason: 'other', notice: null },
          options,
        ),
    }),
    { reportAccess: 'everybody' },
  ),
  broken(
    'rule 3',
    'counts visitors’ reports as readers’',
    'visitors’ reports hide nothing',
    (whole) => ({
      async reportComment(report, options) {
        await whole.reportComment(report, options);
        if (entryOf(whole, report.comment).reports.length < 5) return;
        await whole.moderateComment(report.comment, 'rejected', MODERATOR);
      },
    }),
    { reportAccess: 'everybody' },
  ),
];
