import { toPalabreError } from '../model/errors.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { actorOf } from './reader.js';
import { loadViewer } from './viewing.js';

/** Milliseconds within which all who read a thread ask what they may do now. */
const SPREAD_MS = 2_000;

/** Asks again what the reader may do, whenever the thread turns out to be closed, or open again. */
export function followClosing(discussion: Discussion): void {
  const { store, signal } = discussion;
  let known = store.thread?.closed;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const unfollow = store.follow('thread', () => {
    const closed = store.thread?.closed;
    if (closed === known) return;
    known = closed;
    clearTimeout(timer);
    timer = setTimeout(() => void loadViewer(discussion), Math.random() * SPREAD_MS);
  });
  signal.addEventListener('abort', () => {
    unfollow();
    clearTimeout(timer);
  });
}

/** Closes the thread, or reopens it; then learns again who may do what. @throws PalabreError */
export async function setClosed(discussion: Discussion, closed: boolean): Promise<void> {
  const { backend, store, thread } = discussion;
  // Nobody may have written yet, and only the newsroom says where an article is.
  const isNew = store.thread?.revision === 0 && !URL.canParse(thread.key);
  const patch = isNew ? { closed, url: thread.url } : { closed };
  try {
    const info = await actAs(discussion, actorOf(discussion), (token) =>
      backend.updateThread!(thread.key, patch, { token }),
    );
    store.setThread(info);
  } catch (error) {
    throw toPalabreError(error);
  }
  await loadViewer(discussion);
}
