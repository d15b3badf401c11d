import { html, nothing, type TemplateResult } from 'lit';
import { collapsedIn, rememberBranches, setCollapsed } from '../../discussion/branches.js';
import type { Discussion } from '../../discussion/discussion.js';
import { countListed } from '../../discussion/unlisted.js';
import type { Comment, CommentId } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';
import { MAX_LEVEL } from '../comment/list.js';
import type { ThreadContext } from '../context.js';
import { elementOf } from './finding.js';
import { foldInTime } from './folding.js';
import type { ThreadHost } from './host.js';
import { keepReadingPlace } from './reading-place.js';

type Shown = TemplateResult | typeof nothing;

/** Found by the browser's own search, where it can look into what is hidden. */
const HIDDEN = 'onbeforematch' in HTMLElement.prototype ? 'until-found' : '';

const following = new WeakSet<ThreadHost>();

/** Hides the branches that the reader has hidden before; what they read stays where it is. */
export function collapseBranches(host: ThreadHost, { discussion }: ThreadContext): void {
  rememberBranches(discussion);
  collapse(host, [...collapsedIn(discussion)]);
  if (following.has(host)) return;
  following.add(host);
  host.renderRoot.addEventListener('beforematch', ({ target }) => {
    const comment = (target as Element).closest<PalabreComment>('palabre-comment');
    if (comment) open(host, comment);
  });
  // What one writes is to be seen.
  host.addEventListener('palabre-post-request', (event) => {
    const { parent } = event.detail;
    const comment = parent && elementOf(host, parent);
    if (comment) openAround(host, comment, true);
  });
}

/** What stands at the end of the row below a comment: first what hides the replies to it. */
export function withBranch(host: ThreadHost, comment: Comment, rest: Shown): Shown {
  if (!comment.tombstone) foldInTime(host, comment);
  return html`${renderToggle(host, comment)}${rest}`;
}

/** Shows a comment that lies in branches that are hidden; with `own`, the replies to it as well. */
export function openAround(host: ThreadHost, comment: PalabreComment, own = false): void {
  let at: PalabreComment | null | undefined = own ? comment : around(comment);
  for (; at; at = around(at)) open(host, at);
}

function renderToggle(host: ThreadHost, comment: Comment): Shown {
  const { id } = comment;
  const { context } = host;
  const texts = context?.locale.writing?.branches;
  if (!texts || !hasBranch(context.discussion, id)) return nothing;
  const { discussion, locale } = context;
  const isCollapsed = collapsedIn(discussion).has(id);
  // Not before the list is there.
  if (isCollapsed) queueMicrotask(() => collapse(host, [id]));
  const count = countListed(discussion, id);
  const formatted = locale.number(count);
  const name = (isCollapsed ? texts.show : texts.hide)(
    count,
    formatted,
    comment.tombstone ? null : comment.author.name,
  );
  return html`<button
    part="collapse-button"
    type="button"
    aria-expanded=${!isCollapsed}
    aria-label=${name}
    @click=${(event: Event) => toggle(host, event.currentTarget as Element)}
  >
    <svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 6 8 10.5 12.5 6" /></svg>
    <span>${isCollapsed ? texts.replies(count, formatted) : formatted}</span>
  </button>`;
}

/** Whether the replies to a comment have a list of their own: the deepest stand beside it. */
function hasBranch(discussion: Discussion, id: CommentId): boolean {
  if (countListed(discussion, id) === 0) return false;
  const { store } = discussion;
  let level = 0;
  for (let at: CommentId | null = id; at; at = store.comment(at)?.parent ?? null) level += 1;
  return level < MAX_LEVEL;
}

function toggle(host: ThreadHost, button: Element): void {
  const comment = button.closest<PalabreComment>('palabre-comment');
  const discussion = host.context?.discussion;
  if (!comment || !discussion) return;
  if (collapsedIn(discussion).has(comment.commentId)) return open(host, comment);
  setCollapsed(discussion, comment.commentId, true);
  listOf(comment)?.setAttribute('hidden', HIDDEN);
  comment.requestUpdate();
}

function open(host: ThreadHost, comment: PalabreComment): void {
  const discussion = host.context?.discussion;
  if (!discussion || !collapsedIn(discussion).has(comment.commentId)) return;
  setCollapsed(discussion, comment.commentId, false);
  listOf(comment)?.removeAttribute('hidden');
  comment.requestUpdate();
}

/** Hides what is not hidden yet, without a move of what is read. */
function collapse(host: ThreadHost, ids: readonly CommentId[]): void {
  const lists = ids.flatMap((id) => listOf(elementOf(host, id)) ?? []);
  const shown = lists.filter((list) => !list.hasAttribute('hidden'));
  if (shown.length === 0) return;
  const keep = keepReadingPlace(host);
  for (const list of shown) list.setAttribute('hidden', HIDDEN);
  void keep();
}

function listOf(comment: PalabreComment | null): HTMLElement | null {
  return comment?.querySelector<HTMLElement>(':scope > ol') ?? null;
}

/** The comment in whose branch one lies. */
function around(comment: PalabreComment): PalabreComment | null {
  return comment.parentElement?.closest<PalabreComment>('palabre-comment') ?? null;
}
