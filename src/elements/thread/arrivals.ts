import { html, nothing, type TemplateResult } from 'lit';
import {
  allArrivals,
  countArrivals,
  followArrivals,
  showArrivals,
} from '../../discussion/live/arrivals.js';
import type { Discussion } from '../../discussion/discussion.js';
import type { Comment, CommentId } from '../../model/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import { announceInBursts } from './arrivals-telling.js';
import { keepOffFocus } from './arrivals-place.js';
import { openAround } from './branches.js';
import { elementOf } from './finding.js';
import type { ThreadHost } from './host.js';
import { isInSight } from './in-sight.js';
import { reach } from './navigation.js';
import { followNearness } from './nearness.js';
import { keepReadingPlaceByHand } from './reading-place.js';
import { focusThread } from './view.js';

const counts = new WeakMap<Discussion, Map<CommentId | null, number>>();

/** Offers what others write while one reads; where nobody reads the comments yet, shows it at once. */
export function offerArrivals(host: ThreadHost, { discussion }: ThreadContext): void {
  const offer = (): void => {
    if (allArrivals(discussion).length > 0 && !isInSight(host)) showArrivals(discussion);
    update(host, discussion);
  };
  followArrivals(discussion, offer);
  followNearness(host, discussion.signal, '0px', () => {
    if (allArrivals(discussion).length > 0) offer();
  });
  announceInBursts(host, discussion);
}

/** How many comments wait, where one reads: it stands over the comments, and has no height. */
export function renderArrivals(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
): TemplateResult | typeof nothing {
  const texts = locale.writing?.arrivals;
  if (!texts) return nothing;
  const count = counts.get(discussion)?.get(null) ?? 0;
  return html`<div class="arrivals">
    ${
      count > 0
        ? html`<button
            part="arrivals-button"
            type="button"
            @click=${() => void insert(host, discussion, null)}
          >
            ${texts.comments(count, locale.number(count))}
          </button>`
        : nothing
    }
  </div>`;
}

/**
 * How many replies to a comment wait.
 * @param isNamed whether its author is shown, and named to screen readers
 */
export function renderBranchArrivals(
  host: ThreadHost,
  comment: Comment,
  isNamed = true,
): TemplateResult | typeof nothing {
  const { context } = host;
  const texts = context?.locale.writing?.arrivals;
  const count = (context && counts.get(context.discussion)?.get(comment.id)) ?? 0;
  if (!context || !texts || count === 0) return nothing;
  const { discussion, locale } = context;
  const formatted = locale.number(count);
  const name = comment.tombstone ? null : comment.author.name;
  return html`<button
    part="branch-arrivals-button"
    type="button"
    aria-label=${isNamed ? texts.repliesTo(count, formatted, name) : nothing}
    @click=${() => void insert(host, discussion, comment.id)}
  >
    ${texts.replies(count, formatted)}
  </button>`;
}

/** Puts in what waits, and leads to the first of it. */
async function insert(
  host: ThreadHost,
  discussion: Discussion,
  parent: CommentId | null,
): Promise<void> {
  const around = parent && elementOf(host, parent);
  if (around) openAround(host, around, true);
  const keep = keepReadingPlaceByHand(host);
  const shown = showArrivals(discussion, parent).map(({ id }) => id);
  // Of what answers a withdrawn comment, none is in this list.
  const first = discussion.store.list(parent).ids.find((id) => shown.includes(id)) ?? shown[0];
  void keep?.();
  const element = first && (await reach(host, discussion, first));
  if (!element || discussion.signal.aborted) return;
  element.querySelector('article')?.scrollIntoView({ block: 'nearest' });
  focusArticle(element);
}

/** Renders anew what says another number now; the focus does not go away with a button. */
function update(host: ThreadHost, discussion: Discussion): void {
  const before = counts.get(discussion) ?? new Map<CommentId | null, number>();
  const now = countArrivals(discussion);
  counts.set(discussion, now);
  const focused = host.shadowRoot?.activeElement?.closest<HTMLElement>("[part$='arrivals-button']");
  const at = focused?.closest('palabre-comment');
  if (focused && !now.has(at?.commentId ?? null)) {
    if (at) focusArticle(at);
    else focusThread(host);
  }
  for (const parent of new Set([...before.keys(), ...now.keys()])) {
    if (before.get(parent) === now.get(parent)) continue;
    if (parent === null) {
      host.requestUpdate();
      keepOffFocus(host);
    } else discussion.store.tell(`comment:${parent}`);
  }
}
