import type { CommentBody } from '../../model/body.js';
import type { ThreadChanges } from '../../model/thread.js';
import type { CallOptions, CommentsBackend } from '../contract.js';
import { guard } from '../guard.js';
import { demand, type Call } from './access.js';
import { eraseAccount, exportAccount } from './accounts.js';
import { createGuest, findGuest } from './guests.js';
import { loadQueue, moderateComment, suspendAccount } from './moderation.js';
import { readerOf, type Identify } from './people.js';
import * as reads from './reads.js';
import type { Rules } from './rules.js';
import type { State } from './state.js';
import { subscribe } from './subscribing.js';
import { reportComment } from './reports.js';
import { updateThread } from './threads.js';
import * as writes from './writes.js';

/** Where the state lies. */
export interface Store {
  read<T>(look: (state: State) => T): Promise<T>;
  /** One change at a time: all of it is kept, or none when `work` throws. */
  change<T>(work: (state: State) => T): Promise<T>;
  /** Calls `tell` after each change, whoever made it, until the answer is called. */
  follow(tell: () => void): () => void;
}

export interface EngineOptions {
  store: Store;
  rules: Rules;
  identify: Identify;
  parse: (source: string) => CommentBody | Promise<CommentBody>;
}

/**
 * The whole contract on plain data, by the reference server's rules. It answers copies: nobody who
 * changes an answer changes the state.
 */
export function createEngine(options: EngineOptions): Required<CommentsBackend> {
  const { store, rules, identify, parse } = options;

  /** In nobody's name: what is public does not depend on a token. */
  const publicly = <T>({ signal }: CallOptions, look: (call: Call) => T): Promise<T> =>
    guard(signal, () => store.read((state) => look({ state, rules, reader: null })), copy<T>);

  const callOf = (state: State, { token = null }: CallOptions): Call => {
    const identity = findGuest(state, token) ?? identify(token);
    return { state, rules, reader: identity && readerOf(state, identity, rules.now()) };
  };
  const privately = <T>(call: CallOptions, look: (call: Call) => T): Promise<T> =>
    guard(call.signal, () => store.read((state) => look(callOf(state, call))), copy<T>);

  const changing = <T>(call: CallOptions, work: (call: Call) => T): Promise<T> =>
    guard(call.signal, () => store.change((state) => work(callOf(state, call))), copy<T>);

  const loadChanges = (key: string, since: number, call: CallOptions): Promise<ThreadChanges> =>
    publicly(call, (at) => reads.loadChanges(at, key, since));

  return {
    loadThread: (query, call) => publicly(call, (at) => reads.loadThread(at, query)),
    loadComments: (query, call) => publicly(call, (at) => reads.loadComments(at, query)),
    loadChanges,
    subscribe: (key, since, hear, { signal }) =>
      guard(
        signal,
        () => {
          const load = (from: number) => loadChanges(key, from, { signal });
          return subscribe(since, { load, follow: (tell) => store.follow(tell), hear, signal });
        },
        () => {},
      ),
    loadViewer: (key, call) => privately(call, (at) => reads.loadViewer(at, key)),
    createGuest: (name, call) => changing(call, (at) => createGuest(at, name)),
    loadCounts: (keys, call) => publicly(call, (at) => reads.loadCounts(at, keys)),
    loadLatest: (limit, call) => publicly(call, (at) => reads.loadLatest(at, limit)),
    async createComment(sent, call) {
      const known = await privately(call, (at) => writes.findSent(at, sent));
      if (known) return known;
      const body = await parse(sent.source);
      return changing(call, (at) => writes.createComment(at, sent, body));
    },
    async editComment(id, source, call) {
      await privately(call, (at) => demand(at, 'edit'));
      const body = await parse(source);
      return changing(call, (at) => writes.editComment(at, id, source, body));
    },
    deleteComment: (id, reason, call) =>
      changing(call, (at) => writes.deleteComment(at, id, reason, call.ground ?? null)),
    voteComment: (id, value, call) => changing(call, (at) => writes.voteComment(at, id, value)),
    pickComment: (id, picked, call) => changing(call, (at) => writes.pickComment(at, id, picked)),
    reportComment: (report, call) => changing(call, (at) => reportComment(at, report)),
    moderateComment: (id, status, call) => changing(call, (at) => moderateComment(at, id, status)),
    loadQueue: (query, call) => privately(call, (at) => loadQueue(at, query)),
    suspendAccount: (account, suspension, call) =>
      changing(call, (at) => suspendAccount(at, account, suspension)),
    updateThread: (key, patch, call) => changing(call, (at) => updateThread(at, key, patch)),
    eraseAccount: (subject, call) => changing(call, (at) => eraseAccount(at, subject)),
    exportAccount: (subject, call) => privately(call, (at) => exportAccount(at, subject)),
  };
}

function copy<T>(answer: unknown): T {
  return structuredClone(answer) as T;
}
