import { nothing } from 'lit';
import type { Store } from '../../discussion/store.js';
import type { CommentId } from '../../model/comment.js';
import type { ThreadContext } from '../context.js';
import type { PalabreComment } from './comment.js';

/** The deepest level that is indented; engines lose boxes in a DOM nested much deeper. */
export const MAX_LEVEL = 6;

type Entry = { id: CommentId; more?: undefined } | { id?: undefined; more: CommentId | null };

/**
 * One list of comments with its own "more". Each comment keeps its element for as long as it is
 * listed. Made without templates, which take three times as long for thousands.
 */
export class CommentList {
  readonly #level: number;
  readonly #items = new Map<string, HTMLElement>();
  #list: HTMLElement | undefined;

  /** @param level of indentation, from 1 (the top) to 6 */
  constructor(level: number) {
    this.#level = level;
  }

  render(context: ThreadContext, parent: CommentId | null): HTMLElement | typeof nothing {
    const { store } = context.discussion;
    const entries =
      this.#level < MAX_LEVEL ? entriesOf(store, parent) : flatEntriesOf(store, parent);
    if (entries.length === 0) return nothing;
    this.#list ??= create('ol', parent === null ? 'list' : 'list replies', { role: 'list' });
    this.#keep(new Set(entries.map(keyOf)));
    let at = this.#list.firstChild;
    for (const entry of entries) {
      const item = this.#itemOf(entry);
      if (entry.id === undefined) updateMore(item, context, entry.more);
      else this.#updateComment(item, store, entry.id, parent);
      if (item === at) at = at.nextSibling;
      else this.#list.insertBefore(item, at);
    }
    return this.#list;
  }

  /** Takes out first what is not listed any more: what stays then need not move. */
  #keep(keys: ReadonlySet<string>): void {
    for (const [key, item] of this.#items) {
      if (keys.has(key)) continue;
      item.remove();
      this.#items.delete(key);
    }
  }

  #itemOf(entry: Entry): HTMLElement {
    const key = keyOf(entry);
    const known = this.#items.get(key);
    if (known) return known;
    const item =
      entry.id === undefined
        ? create('li', 'more-item', {}, create('button', 'more', { type: 'button' }))
        : this.#newItem(create('palabre-comment', '', { 'comment-id': entry.id }));
    this.#items.set(key, item);
    return item;
  }

  /** One at the top has no box of its own until its turn has come: nothing is seen to move. */
  #newItem(comment: HTMLElement): HTMLElement {
    const item = create('li', 'item', {}, comment);
    if (this.#level > 1) return item;
    item.className = 'waiting';
    void (comment as PalabreComment).updateComplete.then(() => item.removeAttribute('class'));
    return item;
  }

  #updateComment(item: HTMLElement, store: Store, id: CommentId, parent: CommentId | null): void {
    const comment = item.firstChild as PalabreComment;
    comment.level = this.#level;
    comment.flat = store.comment(id)?.parent !== parent;
  }
}

function create(
  name: string,
  part: string,
  attributes: Record<string, string>,
  ...children: Node[]
): HTMLElement {
  const element = document.createElement(name);
  if (part) element.part.value = part;
  for (const each of Object.keys(attributes)) element.setAttribute(each, attributes[each]!);
  element.append(...children);
  return element;
}

function keyOf({ id, more }: Entry): string {
  return id ?? `more-${more}`;
}

function entriesOf(store: Store, parent: CommentId | null): Entry[] {
  const { ids, cursor } = store.list(parent);
  const entries: Entry[] = ids.map((id) => ({ id }));
  if (cursor !== null) entries.push({ more: parent });
  return entries;
}

/** A whole branch in reading order: each comment, then its replies, as siblings. */
function flatEntriesOf(store: Store, root: CommentId | null): Entry[] {
  const entries: Entry[] = [];
  const waiting = entriesOf(store, root).reverse();
  for (let entry = waiting.pop(); entry; entry = waiting.pop()) {
    entries.push(entry);
    if (entry.id !== undefined) waiting.push(...entriesOf(store, entry.id).reverse());
  }
  return entries;
}

function updateMore(
  item: HTMLElement,
  { discussion, locale }: ThreadContext,
  parent: CommentId | null,
): void {
  const { ids, total } = discussion.store.list(parent);
  const left = Math.max(1, total - ids.length);
  const { more, moreReplies } = locale.messages;
  const button = item.firstChild as HTMLElement;
  button.dataset['parent'] = parent ?? '';
  button.textContent = (parent === null ? more : moreReplies)(left, locale.number(left));
}
