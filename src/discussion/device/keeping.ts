import {
  isDistant,
  removeThread,
  touchThread,
  writeThread,
  type KeptThread,
  type Limits,
} from '../../cache/threads.js';
import { forgetVisit } from '../../cache/visits.js';
import { keyOfPlace } from '../../cache/place.js';
import { removeViewer } from '../../cache/viewers.js';
import type { CommentId } from '../../model/comment.js';
import { lastContact, noteContact } from './contact.js';
import type { Discussion } from '../discussion.js';
import { placeOf } from '../origin.js';
import { revivedFrom } from './reviving.js';
import { snapshotOf } from './snapshot.js';

/**
 * Milliseconds in which changes gather before they are written. A withdrawal does not wait, nor does
 * what is read for the first time: the train may be about to enter a tunnel.
 */
export const PACE = 1_000;

/** Whether there is anything to keep of a discussion: its backend is somewhere else. */
export function isKeepable(discussion: Discussion): boolean {
  return isDistant(placeOf(discussion));
}

/** Of which threads the page wants nothing kept, whichever of its elements has shown them. */
const unwanted = new Set<string>();

export function isWanted(discussion: Discussion): boolean {
  return !unwanted.has(keyOfPlace(placeOf(discussion)));
}

/** Says that the page wants a thread kept, whatever it wanted before. */
export function wantThread(discussion: Discussion): void {
  unwanted.delete(keyOfPlace(placeOf(discussion)));
}

/** Keeps nothing of a thread, nor of who reads it, and forgets what there was. */
export async function forgetThread(discussion: Discussion): Promise<void> {
  if (!isKeepable(discussion)) return;
  const place = placeOf(discussion);
  unwanted.add(keyOfPlace(place));
  await Promise.all([removeThread(place), removeViewer(place)]);
  forgetVisit(discussion.thread.key);
}

/**
 * Keeps a thread on the device as it changes, behind whatever else is done.
 * @param limits asked for with each writing; `null`: the page wants nothing kept any more
 * @returns writes at once what is not written yet; never rejects
 */
export function keepThread(
  discussion: Discussion,
  limits: () => Limits | null,
): () => Promise<void> {
  const { store, signal } = discussion;
  const place = placeOf(discussion);
  const compose = composer(discussion);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWritten = revivedFrom(discussion) !== undefined;
  /** Whose texts are on the device. */
  let living: CommentId[] = [];

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const most = limits();
    if (!most) return isWanted(discussion) ? forgetThread(discussion) : undefined;
    const kept = isWritten || !isWanted(discussion) ? null : compose();
    if (!kept) return;
    isWritten = true;
    living = livingIn(kept);
    await writeThread(place, kept, most);
  };
  const plan = (): void => {
    isWritten = false;
    if (living.some((id) => store.record(id)?.tombstone !== null)) void write();
    else timer ??= setTimeout(() => void write(), PACE);
  };

  const kept = revivedFrom(discussion);
  if (kept) {
    living = livingIn(kept);
    void touchThread(place);
  } else void write();
  const unfollow = [
    ...(['thread', 'lists', 'arrivals'] as const).map((topic) => store.follow(topic, plan)),
    // Whoever has just written something looks for it after a reload.
    store.follow('outbox', () => void write()),
  ];
  signal.addEventListener('abort', () => {
    unfollow.forEach((stop) => stop());
    void write();
  });
  return write;
}

/** Answers what is to be kept of a discussion now; `null` for nothing. */
function composer(discussion: Discussion): () => KeptThread | null {
  let loaded = revivedFrom(discussion) ? discussion.loaded : null;
  let loadedAt = revivedFrom(discussion)?.loadedAt ?? 0;
  return () => {
    const page = snapshotOf(discussion);
    if (!page) return null;
    if (discussion.loaded !== loaded) {
      loaded = discussion.loaded;
      loadedAt = Date.now();
      noteContact(discussion);
    }
    const { sort, pageSize, most: highlights } = discussion;
    return { page, sort, pageSize, highlights, at: lastContact(discussion), loadedAt };
  };
}

function livingIn({ page }: KeptThread): CommentId[] {
  return page.comments.filter(({ tombstone }) => tombstone === null).map(({ id }) => id);
}
