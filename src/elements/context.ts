import type { nothing, TemplateResult } from 'lit';
import type { Discussion } from '../discussion/discussion.js';
import type { Comment, LivingComment, Tombstone } from '../model/comment.js';
import type { Locale } from '../i18n/locale.js';

/** What a thread hands down to its parts; a new object whenever one of these is another one. */
export interface ThreadContext {
  discussion: Discussion;
  locale: Locale;
  /** The page's own address without a hash; permalinks are made of it, whatever its `<base>` says. */
  page: string;
  /** Where pictures are wanted: the one at an address; `null` if it could not be had. */
  renderPicture?: ((address: string) => TemplateResult | null) | undefined;
  /** What moderation found wrong with a withdrawn comment. */
  renderGround?: (comment: Tombstone) => TemplateResult | typeof nothing;
  /** What more can be done with a comment or its replies, once that is known. */
  renderMore?: (comment: Comment) => TemplateResult | typeof nothing;
  /** What stands right after the vote button. */
  renderBesideVote?: (comment: LivingComment) => TemplateResult | typeof nothing;
  /** An author's name, where it is more than that; it has the id that names the comment. */
  renderAuthor?: ((comment: LivingComment) => TemplateResult | undefined) | undefined;
  /** What stands in the place of a comment that the reader does not wish to see. */
  renderInstead?: ((comment: LivingComment) => TemplateResult | undefined) | undefined;
}

const contexts = new WeakMap<Element, ThreadContext | null>();
const followers = new WeakMap<Element, Set<() => void>>();

/** Hands a context down to the parts of a thread, also to those that were there before it. */
export function provideContext(thread: Element, context: ThreadContext | null): void {
  contexts.set(thread, context);
  followers.get(thread)?.forEach((tell) => tell());
}

/** What the thread hands down; `null` where there is none, or not yet. */
export function contextOf(thread: Element | null): ThreadContext | null {
  return (thread && contexts.get(thread)) ?? null;
}

/** Tells whenever that is another one. @returns ends it */
export function followContext(thread: Element, tell: () => void): () => void {
  const all = followers.get(thread) ?? new Set();
  followers.set(thread, all.add(tell));
  return () => all.delete(tell);
}
