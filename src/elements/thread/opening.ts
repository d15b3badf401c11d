import type { CommentsBackend } from '../../backend/contract.js';
import { resolveBackend } from '../../backend/resolve.js';
import { Discussion } from '../../discussion/discussion.js';
import type { TokenSource } from '../../discussion/session.js';
import type { Locale } from '../../i18n/locale.js';
import { isSort, type Sort } from '../../model/thread.js';
import type { ThreadContext } from '../context.js';
import { canonicalAddress, pageAddress } from './article.js';

/** What the script tag has asked for before the element was there. */
export interface Prefetched {
  url: string;
  response: Promise<Response>;
}

/** What a `palabre-thread` says about its thread. */
export interface ThreadSettings {
  backend: string | CommentsBackend;
  thread: string;
  sort: Sort;
  pageSize: number;
  highlights: number;
  tokenUrl: string;
  token: TokenSource | null;
  prefetched: Prefetched | undefined;
}

/** A sort that exists; an unknown one reads as the newest first. */
export function validSort(sort: string): Sort {
  return isSort(sort) ? sort : 'newest';
}

/** Where the reader's token comes from; what the page sets goes before what its address answers. */
export function tokensOf({
  token,
  tokenUrl,
}: Pick<ThreadSettings, 'token' | 'tokenUrl'>): TokenSource | null {
  // The page's own address counts, not its `<base>`: a token is only for this origin.
  return token ?? (tokenUrl ? { url: new URL(tokenUrl, location.href).href } : null);
}

/** @throws PalabreError `invalid` for a backend that is none, with a message for the developer */
export async function openThread(settings: ThreadSettings, locale: Locale): Promise<ThreadContext> {
  const { prefetched, pageSize, highlights } = settings;
  const backend = await resolveBackend(settings.backend, { prefetched });
  const url = canonicalAddress();
  const discussion = new Discussion({
    backend,
    tokens: tokensOf(settings),
    thread: { key: settings.thread || url, url, title: document.title },
    sort: validSort(settings.sort),
    pageSize: Math.min(100, Math.max(1, Math.floor(pageSize) || 25)),
    highlights: Math.min(10, Math.floor(highlights) || 0),
  });
  return { discussion, locale, page: pageAddress() };
}
