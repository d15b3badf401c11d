import { nothing } from 'lit';
import { isUnmade, standingOf } from '../../discussion/outbox/mending.js';
import { post } from '../../discussion/posting.js';
import { relearn } from '../../discussion/relearning.js';
import { permission } from '../../discussion/viewing.js';
import { keepWish, type Wish } from '../../discussion/wishing.js';
import { vote } from '../../discussion/voting.js';
import type { Delivery } from '../../discussion/outbox/sending.js';
import { toPalabreError } from '../../model/errors.js';
import type { PalabreComment } from '../comment/comment.js';
import { endDenial, focusAnswer, showAnswer, showDenial } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import {
  PalabreEvent,
  type DeleteRequest,
  type EditRequest,
  type GuestRequest,
  type PostRequest,
  type ReplyRequest,
  type ReportRequest,
  type VoteRequest,
} from '../events.js';
import type { PalabreRequestEvent } from '../request-event.js';
import type { ThreadHost } from './host.js';
import { focusPlace, mayBegin, renderPrompt, renderReply, type Denied } from './place.js';
import { changeGuest } from './readers.js';
import { remove } from './deleting.js';
import { change } from './editing.js';
import { reportIn } from './reporting.js';
import { giveUp } from './returning.js';
import { announce, report, tell, tellPosted, warn } from './telling.js';

/** What a reader asks a thread for. */
export type ThreadRequestEvent = PalabreRequestEvent<
  | DeleteRequest
  | EditRequest
  | GuestRequest
  | PostRequest
  | ReplyRequest
  | ReportRequest
  | VoteRequest
>;

type Fulfilment<Detail> = (
  host: ThreadHost,
  context: ThreadContext,
  detail: Detail,
  comment: PalabreComment | null,
) => Promise<void>;

const FULFILMENTS: Record<string, Fulfilment<never>> = {
  'palabre-post-request': write,
  'palabre-vote-request': count,
  'palabre-guest-request': name,
  'palabre-delete-request': remove,
  'palabre-edit-request': change,
  'palabre-report-request': complain,
  'palabre-reply-request': answer,
};

/** The events by which the elements of a thread ask it for something. */
export const REQUESTS = Object.keys(FULFILMENTS);

/** Does what a leaf of the thread has asked for. `comment` is the one that it asked from. */
export function fulfil(
  host: ThreadHost,
  event: ThreadRequestEvent,
  comment: PalabreComment | null,
): void {
  const { context } = host;
  const act = FULFILMENTS[event.type];
  if (context && act) event.settle(act(host, context, event.detail as never, comment));
}

async function write(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  detail: PostRequest,
): Promise<void> {
  let delivery: Delivery;
  try {
    delivery = await post(discussion, detail);
  } catch (error) {
    const failure = toPalabreError(error);
    const { parent } = detail;
    // The draft is kept; back from a login, it is in sight again.
    if (parent) {
      keepWish(discussion, { comment: parent, act: 'reply' }, failure.code);
      void relearn(discussion, parent, failure);
    }
    report(host, failure);
    throw error;
  }
  const { behind, queued } = locale.writing!.outbox;
  const isBehind = standingOf(discussion, detail.id)?.standing === 'behind';
  if (delivery.isWaiting) announce(host, isBehind ? behind : queued);
  else if (delivery.comment) tellPosted(host, locale, delivery.comment);
}

async function count(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  detail: VoteRequest,
  element: PalabreComment | null,
): Promise<void> {
  const may = await permission(discussion, 'vote');
  if (!may.allowed) {
    const isAgainst = detail.value === -1;
    const act = isAgainst ? 'vote-against' : 'vote-for';
    // Who takes a vote back, which another tab has shown, wants nothing that can wait.
    const wish = detail.value === 0 ? null : ({ comment: detail.comment, act } as const);
    deny(host, element, may, isAgainst ? 'down-button' : 'vote-button', wish);
    return;
  }
  try {
    const value = await vote(discussion, detail.comment, detail.value);
    const { voted, voteUndone, outbox } = locale.writing!;
    if (value === null) {
      if (standingOf(discussion, detail.comment)?.standing === 'waiting')
        announce(host, outbox.queued);
      return;
    }
    announce(host, value === 0 ? voteUndone : voted);
    host.dispatchEvent(new PalabreEvent('palabre-vote', { ...detail, value }));
  } catch (error) {
    tell(host, error);
    void relearn(discussion, detail.comment, error);
  }
}

/**
 * Says below a comment what the reader lacks who pressed its `button`; where nobody knows, says that.
 * A `wish` is kept for when they have it.
 */
function deny(
  host: ThreadHost,
  element: PalabreComment | null,
  denied: Denied,
  button: 'vote-button' | 'down-button' | 'reply-button' | 'menu-button',
  wish: Wish | null = null,
): void {
  if (denied.reason === 'unsupported') {
    warn(host, host.locale!.writing!.errors.unavailable);
    return;
  }
  if (!element) return;
  if (wish) keepWish(host.context!.discussion, wish, denied.reason);
  const end = (): void => {
    giveUp(host);
    endDenial(element, button);
  };
  showDenial(element, renderPrompt(denied, end));
}

async function complain(
  host: ThreadHost,
  context: ThreadContext,
  detail: ReportRequest,
  element: PalabreComment | null,
): Promise<void> {
  const may = await permission(context.discussion, 'report');
  if (may.allowed) await reportIn(host, context, detail);
  else deny(host, element, may, 'menu-button');
}

async function name(
  host: ThreadHost,
  context: ThreadContext,
  detail: GuestRequest,
  element: PalabreComment | null,
): Promise<void> {
  let waits: boolean;
  try {
    waits = await changeGuest(host, context, detail);
  } catch (error) {
    report(host, toPalabreError(error));
    throw error;
  }
  // A reader who has gone on meanwhile is not called back.
  if (!waits) return;
  if (!element) focusPlace(host);
  else if (detail.name === null) focusAnswer(element);
  else await beginReply(host, context, element);
}

async function answer(
  host: ThreadHost,
  context: ThreadContext,
  _: ReplyRequest,
  comment: PalabreComment | null,
): Promise<void> {
  if (comment) await beginReply(host, context, comment);
}

/** Opens what a reply is written in, or says what that takes. With `focus`, one writes at once. */
export async function beginReply(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  element: PalabreComment,
  focus = true,
): Promise<void> {
  const may = await permission(discussion, 'comment');
  const comment = discussion.store.comment(element.commentId);
  if (!comment || comment.tombstone || isUnmade(discussion, comment.id)) return;
  if (!may.allowed && !mayBegin(host, may)) {
    deny(host, element, may, 'reply-button', { comment: comment.id, act: 'reply' });
  } else if (element.isAnswered) focusAnswer(element);
  else {
    const close = (): void => showAnswer(element, nothing);
    showAnswer(element, renderReply(comment, locale.writing!, close, focus));
  }
}
