import type { ReactiveControllerHost } from 'lit';
import type { CommentsBackend } from '../../backend/contract.js';
import type { Locale } from '../../i18n/locale.js';
import type { TokenSource } from '../../discussion/session.js';
import type { Sort } from '../../model/thread.js';
import type { ThreadContext } from '../context.js';
import type { AuthorLink } from './settings.js';

/** A `palabre-thread`, as those need it that act on its behalf. */
export interface ThreadHost extends HTMLElement, ReactiveControllerHost {
  backend: string | CommentsBackend;
  context: ThreadContext | null;
  locale: Locale | null;
  readonly renderRoot: HTMLElement | DocumentFragment;
  sort: Sort;
  readonly pictures: boolean;
  readonly writeFirst: boolean;
  readonly authorLink: AuthorLink | null;
  readonly badgeLabels: Readonly<Record<string, string>> | null;
  readonly token: TokenSource | null;
  readonly tokenUrl: string;
  /** What the reader is told in sight, until they have read it. */
  notice: string;
  /** What screen readers alone are told. */
  announcement: string;
}
