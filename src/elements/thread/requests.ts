import { nothing } from 'lit';
import { post } from '../../discussion/posting.js';
import { permission } from '../../discussion/viewing.js';
import { vote } from '../../discussion/voting.js';
import { toPalabreError } from '../../model/errors.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import {
  PalabreEvent,
  type PalabreRequestEvent,
  type PostRequest,
  type ReplyRequest,
  type VoteRequest,
} from '../events.js';
import type { ThreadHost } from './host.js';
import { renderPrompt, renderReply } from './place.js';
import { announce, report, tell } from './telling.js';

/** What a reader asks a thread for. */
export type ThreadRequestEvent = PalabreRequestEvent<PostRequest | ReplyRequest | VoteRequest>;

/** Does what a leaf of the thread has asked for. `comment` is the one that it asked from. */
export function fulfil(
  host: ThreadHost,
  event: ThreadRequestEvent,
  comment: PalabreComment | null,
): void {
  const { context } = host;
  if (!context) return;
  const { type, detail } = event;
  if (type === 'palabre-post-request') event.settle(write(host, context, detail as PostRequest));
  if (type === 'palabre-vote-request') {
    event.settle(count(host, context, detail as VoteRequest, comment));
  }
  if (type === 'palabre-reply-request' && comment) event.settle(answer(context, comment));
}

async function write(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  detail: PostRequest,
): Promise<void> {
  try {
    await post(discussion, detail);
  } catch (error) {
    report(host, toPalabreError(error));
    throw error;
  }
  announce(host, locale.writing!.sent);
  const comment = discussion.store.comment(detail.id);
  host.dispatchEvent(new PalabreEvent('palabre-post', { comment }));
}

async function count(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  detail: VoteRequest,
  element: PalabreComment | null,
): Promise<void> {
  const may = await permission(discussion, 'vote');
  if (!may.allowed) {
    element?.showAnswer(renderPrompt(may, true));
    return;
  }
  try {
    await vote(discussion, detail.comment, detail.value);
  } catch (error) {
    tell(host, error);
    return;
  }
  const { voted, voteUndone } = locale.writing!;
  announce(host, detail.value === 0 ? voteUndone : voted);
  host.dispatchEvent(new PalabreEvent('palabre-vote', detail));
}

async function answer(
  { discussion, locale }: ThreadContext,
  element: PalabreComment,
): Promise<void> {
  const may = await permission(discussion, 'comment');
  const comment = discussion.store.comment(element.commentId);
  if (!comment || comment.tombstone) return;
  const end = (event: Event): void => {
    event.stopPropagation();
    element.showAnswer(nothing);
  };
  element.showAnswer(
    may.allowed ? renderReply(comment, locale.writing!, end) : renderPrompt(may, true),
  );
}
