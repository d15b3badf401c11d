import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Store } from '../../discussion/store.js';
import type { CommentId } from '../../model/comment.js';
import type { ThreadContext } from '../context.js';

/** The deepest level that is indented; engines lose boxes in a DOM nested much deeper. */
export const MAX_LEVEL = 6;

type Entry = { id: CommentId; more?: undefined } | { id?: undefined; more: CommentId | null };

/** One list of comments with its own "more", at an indentation level from 1 (the top) to 6. */
export function renderList(
  context: ThreadContext,
  parent: CommentId | null,
  level: number,
): TemplateResult | typeof nothing {
  const { store } = context.discussion;
  const entries = level < MAX_LEVEL ? entriesOf(store, parent) : flatEntriesOf(store, parent);
  if (entries.length === 0) return nothing;
  return html`<ol role="list" part=${parent === null ? 'list' : 'list replies'}>
    ${repeat(
      entries,
      (entry) => entry.id ?? `more-${entry.more}`,
      (entry) =>
        entry.id === undefined
          ? html`<li part="more-item">${renderMore(context, entry.more)}</li>`
          : html`<li part="item">
              <palabre-comment
                comment-id=${entry.id}
                level=${level}
                ?flat=${isFlat(store, entry.id, parent)}
              ></palabre-comment>
            </li>`,
    )}
  </ol>`;
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

function isFlat(store: Store, id: CommentId, parent: CommentId | null): boolean {
  return store.comment(id)?.parent !== parent;
}

function renderMore({ discussion, locale }: ThreadContext, parent: CommentId | null) {
  const { ids, total } = discussion.store.list(parent);
  const left = Math.max(1, total - ids.length);
  const { messages } = locale;
  const text = parent === null ? messages.more : messages.moreReplies;
  return html`<button part="more" type="button" data-parent=${parent ?? ''}>
    ${text(left, locale.number(left))}
  </button>`;
}
