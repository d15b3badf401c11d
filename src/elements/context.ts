import { createContext } from '@lit/context';
import type { Discussion } from '../discussion/discussion.js';
import type { Locale } from '../i18n/locale.js';

export interface Links {
  /** The page's own address without a hash; permalinks are made of it, whatever its `<base>` says. */
  page: string;
  /** Empty when the page handles `palabre-login-request` and `palabre-subscribe-request` itself. */
  login: string;
  subscribe: string;
}

/** What a thread hands down to its parts; a new object whenever one of these is another one. */
export interface ThreadContext {
  discussion: Discussion;
  locale: Locale;
  links: Links;
}

/**
 * Keyed by `Symbol.for` with the contract's major version: two copies of this package on a page
 * understand each other where they agree, and do not mix where they differ.
 */
export const threadContext = createContext<ThreadContext | null, symbol>(
  Symbol.for('palabre/thread/1'),
);
