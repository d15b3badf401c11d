import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import type { CommentsBackend } from '../../backend/contract.js';
import type { TokenSource } from '../../discussion/session.js';
import type { Author } from '../../model/comment.js';
import type { Sort } from '../../model/thread.js';
import type { Prefetched, ThreadSettings } from './opening.js';

/** An address of the page's own making for an author; other schemes than `http` and `https` lead nowhere. */
export type AuthorLink = (author: Author) => string | null | undefined;

/** What a page says of a thread; what the thread does about it is said elsewhere. */
export abstract class ThreadElement extends LitElement implements ThreadSettings {
  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  /** Where the comments are: an address, `name:address`, or an object that is a backend. */
  @property() backend: string | CommentsBackend = '';

  /** The thread's key; the page's canonical address if it says none. */
  @property() thread = '';

  /** `newest`, `oldest`, `best` or `most-replied`. */
  @property() sort: Sort = 'newest';

  /** Comments of the top level that are loaded at a time, 1–100. */
  @property({ attribute: 'page-size', type: Number }) pageSize = 25;

  /** Comments that stand out and are shown on top as excerpts, 0–10; 0 shows none. */
  @property({ type: Number }) highlights = 3;

  /** Where one signs in; `{url}` in it is replaced by the page's address. */
  @property({ attribute: 'login-url' }) loginUrl = '';

  /** Where one subscribes; `{url}` in it is replaced by the page's address. */
  @property({ attribute: 'subscribe-url' }) subscribeUrl = '';

  /** An address of the page's own origin that answers `{token}` or 204 to a GET with cookies. */
  @property({ attribute: 'token-url' }) tokenUrl = '';

  /** `lazy` waits until the thread is near the window; `eager` does not. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** Shows authors' pictures, which come from wherever their accounts say, instead of initials. */
  @property({ type: Boolean }) pictures = false;

  /** Visitors may write before they sign in: they are asked to when they send. */
  @property({ attribute: 'write-first', type: Boolean }) writeFirst = false;

  /** The level of the heading in the page's outline, 1–6. */
  @property({ attribute: 'heading-level', type: Number }) headingLevel = 2;

  /** The newspaper's token for this reader, or a function that fetches one. */
  @property({ attribute: false }) token: TokenSource | null = null;

  /** Where the name of an author leads; `null` for nowhere. */
  @property({ attribute: false }) authorLink: AuthorLink | null = null;

  /** The words of badges, by the badge, instead of ours and of those in the token. */
  @property({ attribute: false }) badgeLabels: Readonly<Record<string, string>> | null = null;

  /** @internal What the script tag has asked for already. */
  prefetched: Prefetched | undefined;
}
