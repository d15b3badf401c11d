import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { DraftShelf, joined, ownerOf, type Draft, type Owner } from '../../discussion/drafts.js';
import { entriesOf } from '../../discussion/outbox/outbox.js';
import type { CommentId } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';

/** Milliseconds between two writes while the reader types. */
const PACE = 300;

/** A field, as its draft sees it. */
export interface DraftedField {
  readonly host: ReactiveControllerHost & HTMLElement;
  discussion(): Discussion | null;
  parent(): CommentId | null;
  /** Whether its text is on the way to the server. */
  isSending(): boolean;
  text(): string;
  show(text: string): void;
}

/** Keeps what is written in a field, with the comment's id, and brings it back. */
export class Drafting implements ReactiveController {
  /** Whether the text was there before the reader came to it. */
  restored = false;
  /** Whether the browser refuses to keep it. */
  unkept = false;
  /** The comments to which an answer lies begun, the latest first; for the field at the top. */
  begun: CommentId[] = [];

  readonly #field: DraftedField;
  #attempt: Omit<Draft, 'text'> = NO_ATTEMPT;
  /** Whether the attempt was found, and may be another tab's as well. */
  #isFound = false;
  /** Whether the reader has typed in this field what is in it. */
  #isTyped = false;
  #discussion: Discussion | null = null;
  #shelf: DraftShelf | null = null;
  #owner: Owner = null;
  #isStale = false;
  #pending: ReturnType<typeof setTimeout> | undefined;
  #writtenAt = -Infinity;
  #connected = new AbortController();
  #leave: (() => void)[] = [];

  constructor(field: DraftedField) {
    this.#field = field;
    field.host.addController(this);
  }

  hostConnected(): void {
    const { signal } = (this.#connected = new AbortController());
    const flush = (): void => this.flush();
    window.addEventListener('pagehide', flush, { signal });
    document.addEventListener('visibilitychange', flush, { signal });
    this.#field.host.addEventListener('focusout', flush, { signal });
    if (this.#shelf) this.#follow(this.#shelf);
  }

  hostDisconnected(): void {
    this.flush();
    this.#connected.abort();
    this.#unfollow();
  }

  hostUpdate(): void {
    const discussion = this.#field.discussion();
    // Before, nobody knows whose drafts to show; and what is sent now, is whose it was.
    if (!discussion?.viewerKnown || this.#field.isSending()) return;
    const owner = ownerOf(discussion);
    if (discussion !== this.#discussion) this.#begin(discussion, owner);
    else if (owner !== this.#owner) this.#changeOwner(owner);
    if (this.#isQueued(discussion)) {
      this.clear();
      this.#field.show('');
    }
    if (this.#isStale) this.begun = this.#shelf!.answered(this.#owner);
    this.#isStale = false;
  }

  /** Hears that the reader has changed the text. */
  change(): void {
    this.#isTyped = this.#field.text() !== '';
    if (!this.#isTyped) this.restored = false;
    const wait = PACE - (performance.now() - this.#writtenAt);
    if (wait <= 0) this.#write();
    else this.#pending ??= setTimeout(() => this.#write(), wait);
  }

  /** Writes at once what waits to be. */
  flush(): void {
    if (this.#pending !== undefined) this.#write();
  }

  /**
   * Says that the text is sent now. Until it is known what became of it, it may have been written:
   * also if the page ends meanwhile.
   */
  begin(by: string | null): Omit<Draft, 'text' | 'by'> {
    const before = this.#attempt;
    const isAnothers = before.attempted !== null && before.by !== by;
    const { id, attempted } = isAnothers ? NO_ATTEMPT : before;
    this.#attempt = { id: id || newId(), attempted, by };
    this.#isFound &&= id !== '';
    this.#write(attempted ?? this.#field.text());
    return { id: this.#attempt.id, attempted };
  }

  /** Says that `text` was not sent; `perhaps`, that nobody knows. */
  fail(text: string, perhaps: boolean): void {
    const { attempted } = this.#attempt;
    this.#attempt = { ...this.#attempt, attempted: attempted ?? (perhaps ? text : null) };
    this.#write();
  }

  /** Says that the id is of no use any more. */
  renounce(): void {
    this.#attempt = NO_ATTEMPT;
    this.#write();
  }

  /** The text that lies begun below a comment, if one does. */
  begunBelow(id: CommentId): string | null {
    return this.#shelfBelow(id)?.read(this.#owner)?.text ?? null;
  }

  /** Says that what lay below a comment is in this field from now on. */
  moveFrom(id: CommentId): void {
    this.#isTyped = true;
    this.restored = true;
    this.#write();
    // Where the device has no room for both, it is to lose neither.
    if (!this.unkept) this.#shelfBelow(id)?.remove(this.#owner);
    this.#discussion?.store.tell('drafts');
  }

  /** Says that the text was sent, or is not wanted any more. */
  clear(): void {
    this.#forget();
    this.#cancel();
    this.#shelf?.remove(this.#owner);
    this.unkept = false;
  }

  #shelfBelow(id: CommentId): DraftShelf | null {
    return this.#discussion && new DraftShelf(this.#discussion, id);
  }

  #begin(discussion: Discussion, owner: Owner): void {
    this.flush();
    this.#unfollow();
    this.#discussion = discussion;
    this.#owner = owner;
    this.#shelf = new DraftShelf(discussion, this.#field.parent());
    this.#isStale = this.#field.parent() === null;
    this.#follow(this.#shelf);
    const draft = this.#shelf.read(owner);
    const typed = this.#field.text();
    if (typed === '') return this.#take(draft);
    if (draft) this.#take({ ...draft, text: joined(draft.text, typed) });
    this.#isTyped = true;
    this.#write();
  }

  /** What an account wrote is shown to nobody else; what nobody's account wrote, to who signs in. */
  #changeOwner(owner: Owner): void {
    const isEmpty = this.#field.text() === '';
    // Whoever is signed out may come back to their text.
    if (owner === null && !isEmpty) return;
    this.flush();
    const isTheirs = this.#owner === null && this.#isTyped;
    this.#owner = owner;
    this.#isStale = this.#field.parent() === null;
    this.#take(this.#shelf!.read(owner));
    this.#isTyped = isTheirs;
  }

  #follow(shelf: DraftShelf): void {
    const { store } = this.#discussion!;
    const refresh = (): void => {
      this.#isStale = this.#field.parent() === null;
      if (this.#isStale) this.#field.host.requestUpdate();
    };
    this.#leave = [
      shelf.follow(
        () => this.#owner,
        () => this.#onElsewhere(),
      ),
      store.follow('drafts', refresh),
      shelf.enter(),
    ];
  }

  #unfollow(): void {
    this.#leave.splice(0).forEach((leave) => leave());
  }

  /** Another tab has written, sent or thrown away what belongs here. */
  #onElsewhere(): void {
    if (this.#field.isSending()) return;
    const draft = this.#shelf!.read(this.#owner);
    if (!this.#isTyped) this.#take(draft);
    // What is in the field is another text now, and the id was for that one.
    else if (!draft && this.#isFound) this.#attempt = NO_ATTEMPT;
    this.#field.host.requestUpdate();
  }

  #take(draft: Draft | null): void {
    const { store } = this.#discussion!;
    const isWritten = draft?.attempted === draft?.text && store.isKnown(draft?.id ?? '');
    if (isWritten) this.#shelf!.remove(this.#owner);
    if (!draft || isWritten) {
      this.#forget();
      this.#field.show('');
      return;
    }
    const { text, ...attempt } = draft;
    this.#attempt = attempt;
    this.#isFound = attempt.id !== '';
    this.#isTyped = false;
    this.restored = true;
    this.#field.show(text);
  }

  /** Whether the text that was found is on its way to the server already, and in sight there. */
  #isQueued(discussion: Discussion): boolean {
    const { id, attempted } = this.#attempt;
    if (!this.#isFound || this.#isTyped || attempted !== this.#field.text()) return false;
    return entriesOf(discussion, id).length > 0;
  }

  #forget(): void {
    this.#attempt = NO_ATTEMPT;
    this.#isFound = this.#isTyped = this.restored = false;
  }

  #write(attempted: string | null = this.#attempt.attempted): void {
    this.#cancel();
    this.#writtenAt = performance.now();
    const draft = { ...this.#attempt, attempted, text: this.#field.text() };
    const unkept = !(this.#shelf?.write(this.#owner, draft) ?? true);
    if (unkept === this.unkept) return;
    this.unkept = unkept;
    this.#field.host.requestUpdate();
  }

  #cancel(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
  }
}

const NO_ATTEMPT = { id: '', attempted: null, by: null };
