import {
  answeredInDrafts,
  followDraft,
  readDraft,
  removeDraft,
  writeDraft,
  type Draft,
} from '../cache/drafts.js';
import type { CommentId } from '../model/comment.js';
import type { Discussion } from './discussion.js';
import { isGuest } from './guests.js';
import { placeOf } from './origin.js';

export type { Draft };

/** Whose a draft is: an account's; `null` for a visitor's and a guest's, who may yet sign in. */
export type Owner = string | null;

/** The comments to which an answer is being written on the page. */
const open = new WeakMap<Discussion, Set<CommentId>>();

export function ownerOf(discussion: Discussion): Owner {
  return isGuest(discussion) ? null : (discussion.viewer?.account?.id ?? null);
}

/** The drafts of one place in a discussion: the top level, or the answers to one comment. */
export class DraftShelf {
  readonly #discussion: Discussion;
  readonly #place: { backend: string | object; thread: string; parent: CommentId | null };

  constructor(discussion: Discussion, parent: CommentId | null) {
    this.#discussion = discussion;
    this.#place = { ...placeOf(discussion), parent };
  }

  /**
   * What an account wrote here. What somebody without one wrote is theirs from now on: they have
   * signed in meanwhile.
   */
  read(owner: Owner): Draft | null {
    const own = readDraft(this.#of(owner));
    const loose = owner === null ? null : readDraft(this.#of(null));
    if (!loose) return own;
    const draft = own ? { ...own, text: joined(own.text, loose.text) } : loose;
    this.write(owner, draft);
    removeDraft(this.#of(null));
    return draft;
  }

  /** Answers whether the device keeps it, or only this page. A text without a word is not kept. */
  write(owner: Owner, draft: Draft): boolean {
    if (draft.text.trim() !== '') return writeDraft(this.#of(owner), draft);
    this.remove(owner);
    return true;
  }

  remove(owner: Owner): void {
    removeDraft(this.#of(owner));
  }

  /** Tells when another tab has changed it. @returns ends it */
  follow(owner: () => Owner, changed: () => void): () => void {
    return followDraft(() => this.#of(owner()), changed);
  }

  /** Says that one writes here now. @returns ends it */
  enter(): () => void {
    const { store } = this.#discussion;
    const { parent } = this.#place;
    if (parent === null) return () => undefined;
    const all = open.get(this.#discussion) ?? new Set();
    open.set(this.#discussion, all.add(parent));
    store.tell('drafts');
    return () => {
      all.delete(parent);
      store.tell('drafts');
    };
  }

  /** The comments to which an account has begun an answer, without those that are open; the latest first. */
  answered(owner: Owner): CommentId[] {
    const shown = open.get(this.#discussion);
    // What somebody without an account wrote is brought back to this one, as {@link read} does.
    const all = [owner, null].flatMap((whose) => answeredInDrafts(this.#of(whose)));
    return [...new Set(all)].filter((parent) => !shown?.has(parent));
  }

  #of(account: Owner) {
    return { ...this.#place, account };
  }
}

/** Two texts of one person for one place: nothing of them is lost, and nothing there twice. */
export function joined(first: string, second: string): string {
  if (first.includes(second.trim())) return first;
  if (second.includes(first.trim())) return second;
  return `${first.trimEnd()}\n\n${second}`;
}
