import { toPalabreError } from '../../model/errors.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import {
  PalabreEvent,
  type PalabreRequestEvent,
  type PostRequest,
  type VoteRequest,
} from '../events.js';

/** The thread, as its requests need it. */
export interface RequestHost extends HTMLElement {
  readonly context: ThreadContext | null;
  tell(error: unknown): void;
  announce(text: string): void;
}

/** Turns what its leaves ask for into calls, once no listener of the page has prevented it. */
export class Requests {
  readonly #host: RequestHost;

  constructor(host: RequestHost) {
    this.#host = host;
    host.addEventListener('palabre-vote-request', (event) => {
      const path = event.composedPath();
      this.#afterDispatch(event, (context) => this.#vote(context, event.detail, path));
    });
    host.addEventListener('palabre-post-request', (event) =>
      this.#afterDispatch(event, (context) => this.#post(context, event.detail)),
    );
  }

  #afterDispatch<Detail>(
    event: PalabreRequestEvent<Detail>,
    act: (context: ThreadContext) => Promise<void>,
  ): void {
    queueMicrotask(() => {
      const { context } = this.#host;
      if (!event.defaultPrevented && context) event.settle(act(context));
    });
  }

  async #post({ discussion, locale }: ThreadContext, detail: PostRequest): Promise<void> {
    const { post } = await import('./actions.js');
    try {
      await post(discussion, detail);
    } catch (error) {
      this.#host.dispatchEvent(new PalabreEvent('palabre-error', { error: toPalabreError(error) }));
      throw error;
    }
    this.#host.announce(locale.messages.sent);
    const comment = discussion.store.comment(detail.id);
    this.#host.dispatchEvent(new PalabreEvent('palabre-post', { comment }));
  }

  async #vote(
    { discussion, locale }: ThreadContext,
    detail: VoteRequest,
    path: EventTarget[],
  ): Promise<void> {
    const { comment, value } = detail;
    const permission = await discussion.permission('vote');
    if (!permission.allowed) {
      commentOf(path)?.deny(permission);
      return;
    }
    const { vote } = await import('./actions.js');
    try {
      await vote(discussion, comment, value);
    } catch (error) {
      this.#host.tell(error);
      return;
    }
    this.#host.announce(value === 0 ? locale.messages.voteUndone : locale.messages.voted);
    this.#host.dispatchEvent(new PalabreEvent('palabre-vote', detail));
  }
}

/** The comment that an event came from; its path is empty once the dispatch is over. */
function commentOf(path: EventTarget[]): PalabreComment | undefined {
  return path.find((node): node is PalabreComment => {
    return (node as Partial<Element>).localName === 'palabre-comment';
  });
}
