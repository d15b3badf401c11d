import type { CommentId } from '../../model/comment.js';
import type { ThreadRef } from '../../model/thread.js';
import type { CommentsBackend } from '../contract.js';

/**
 * Who acts in a test. `subscriberA` and `subscriberB` must be allowed to comment and to vote;
 * `registered` has an account and no subscription; `moderator` may withdraw what others wrote and
 * decide about what waits; `admin` may do that, pick comments, close threads and erase accounts.
 */
export const PERSONAS = [
  'visitor',
  'registered',
  'subscriberA',
  'subscriberB',
  'moderator',
  'admin',
] as const;
export type Persona = (typeof PERSONAS)[number];

/**
 * What the suite needs to know of a backend in order to test it. Accounts may share names and
 * pictures; what only one of them has is looked for when it is to be gone.
 */
export interface Harness {
  backend: CommentsBackend;

  /** A thread that nobody has written in: another one at every call. */
  newThread(): ThreadRef | Promise<ThreadRef>;

  /** The token of each persona, good for the whole run; the visitor has `null`. */
  token(who: Persona): string | null | Promise<string | null>;

  /**
   * A subscriber whom nobody knows yet; another one at every call. Without it, nothing is tested
   * that an account does not recover from: erasing, exporting and suspending. `null` says that
   * there is no way to make one; where it is merely absent, the verdict is `incomplete`.
   */
  newAccount?: (() => Account | Promise<Account>) | null;

  /**
   * A thread in which every reader's comment waits for a moderator, another one at every call;
   * moderators may have written in it. Without it, what waits is not tested. `null` says that
   * comments never wait; where it is merely absent, the verdict is `incomplete`.
   */
  premoderatedThread?: (() => ThreadRef | Promise<ThreadRef>) | null;

  /** How comments get in where `createComment` is absent; without both, little can be tested. */
  write?(thread: ThreadRef, parent: CommentId | null, source: string): Promise<CommentId>;

  /** Resolves when public reads show what was written; needed only if that takes a while. */
  settle?(): Promise<void>;

  /** Lets go of what was opened. */
  dispose?(): void | Promise<void>;
}

export interface Account {
  /** The account's identifier at the newspaper, the token's `sub`. */
  subject: string;
  token: string;
}

/** The functions of a test runner: those of node:test, mocha and vitest all fit. */
export interface Runner {
  describe: (name: string, body: () => void) => unknown;
  it: (name: string, body: () => Promise<void>) => unknown;
  /** Where the harness is disposed of; without it, a last test does that. */
  after?: (body: () => Promise<void>) => unknown;
}

/** What an optional part of a harness lets the suite test. */
export const CAPABILITIES = {
  newAccount: 'erasing, exporting and suspending accounts; votes of several accounts',
  premoderatedThread: 'comments that wait for a moderator',
} as const satisfies Partial<Record<keyof Harness, string>>;
export type Capability = keyof typeof CAPABILITIES;
