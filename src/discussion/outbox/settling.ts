import { outdateEarlier } from '../../cache/outbox.js';
import type { Comment, VoteValue } from '../../model/comment.js';
import type { PalabreError } from '../../model/errors.js';
import { accept } from './calls.js';
import type { Discussion } from '../discussion.js';
import { spare, spareMoved } from './holding.js';
import {
  forget,
  isBehindRefused,
  isHere,
  keep,
  look,
  outboxOf,
  OUTBOX,
  ownEntries,
  type Entry,
} from './outbox.js';
import { actorOf } from '../reader.js';
import { learn } from '../relearning.js';
import { tellTabs } from '../tabs.js';
import { outdateViewer } from '../viewing.js';
import { confirmVote } from './counting.js';
import { keepPlace } from './homes.js';
import { format, showAllWishes, showWishes } from './wishes.js';

/** Milliseconds that the device has while somebody waits. */
const PATIENCE = 500;

/** Learns what the device keeps, and shows it. */
export async function takeIn(discussion: Discussion): Promise<void> {
  const { settled, moved, isChanged } = await look(discussion);
  if (!isChanged || discussion.signal.aborted) return;
  spare(discussion, settled);
  spareMoved(discussion, moved);
  const { entries } = outboxOf(discussion);
  await Promise.all(entries.map(({ write }) => format(write).catch(() => undefined)));
  for (const { write, by } of settled) {
    const isOwn = by === (actorOf(discussion) ?? null);
    if (write.kind === 'vote' && isOwn) confirmVote(discussion, write.comment, write.value);
  }
  showAllWishes(discussion);
  for (const { write } of settled.filter((entry) => isHere(discussion, entry))) {
    if (write.kind === 'report') continue;
    void learn(discussion, write.comment).then(() => keepPlace(discussion, write));
  }
}

/** Takes a write back, and shows the comment as the server has it. */
export async function takeBack(discussion: Discussion, ...entries: Entry[]): Promise<void> {
  const isForgotten = forget(discussion, ...entries);
  for (const { write } of entries) showWishes(discussion, write.comment);
  tellTabs(discussion, OUTBOX, { takenBack: entries.map(({ key }) => key) }, 'backend');
  await isForgotten;
}

/** Hears that another tab has taken writes back, wherever this one knows them from. */
export function letGo(discussion: Discussion, keys: readonly unknown[]): void {
  const { entries, sending, over } = outboxOf(discussion);
  for (const key of keys) if (typeof key === 'string') over.add(key);
  const gone = entries.filter((entry) => keys.includes(entry.key) && !sending.has(entry));
  void forget(discussion, ...gone);
  spare(discussion, gone);
  for (const { write } of gone) showWishes(discussion, write.comment);
}

/** What is told of a vote that was answered, to tabs that had not heard of it before. */
export interface ToldVote {
  by: Entry['by'];
  value: VoteValue;
}

/** Hears that another tab has had an answer; `null` for one that makes no sense here. */
export function settle(
  discussion: Discussion,
  key: string,
  comment: Comment | null,
  vote: ToldVote | null = null,
): void {
  const { entries, sending, over } = outboxOf(discussion);
  const entry = entries.find((one) => one.key === key);
  // The device may be about to tell of it.
  if (!entry) over.add(key);
  if (!entry && comment && vote) acceptVote(discussion, comment, vote);
  if (!entry || sending.has(entry)) return;
  if (comment) follow(discussion, entry, comment);
  void conclude(discussion, entry, comment);
  const { kind, comment: id } = entry.write;
  if (!comment && kind !== 'report' && isHere(discussion, entry)) void learn(discussion, id);
}

/** Goes by the id under which another tab has sent it: this one may not have heard of that yet. */
function follow(discussion: Discussion, entry: Entry, { id }: Comment): void {
  const { write } = entry;
  if (write.comment === id) return;
  const was = { ...entry };
  entry.write = { ...write, comment: id };
  spareMoved(discussion, [[entry, was]]);
  showWishes(discussion, write.comment);
}

/** Accepts an answer, and lets go of the entry. */
export async function conclude(
  discussion: Discussion,
  entry: Entry,
  comment: Comment | null,
  revision?: number,
): Promise<void> {
  const box = outboxOf(discussion);
  box.needsLogin = false;
  if (box.isBlind) outdateEarlier(entry);
  const isForgotten = forget(discussion, entry);
  accept(discussion, entry, comment, revision);
  showWishes(discussion, entry.write.comment);
  await soon(isForgotten);
  const { key, by, write } = entry;
  const vote: ToldVote | null = write.kind === 'vote' ? { by, value: write.value } : null;
  tellTabs(discussion, OUTBOX, { key, comment, vote }, 'backend');
}

/** Accepts the answer to a vote that was over before this tab had read of it. */
function acceptVote(discussion: Discussion, comment: Comment, { by, value }: ToldVote): void {
  const { store } = discussion;
  if (by !== (actorOf(discussion) ?? null) || !store.isKnown(comment.id)) return;
  outdateViewer(discussion);
  confirmVote(discussion, comment.id, value);
  store.put(comment);
  showWishes(discussion, comment.id);
}

/** Notes why a write was refused, until the reader mends or discards it. */
export async function refuse(
  discussion: Discussion,
  entry: Entry,
  { code }: PalabreError,
): Promise<void> {
  entry.refused = code;
  showWishes(discussion, entry.write.comment);
  for (const other of ownEntries(discussion)) {
    const isBehind = isBehindRefused(discussion, other);
    if (isBehind) discussion.store.tell(`comment:${other.write.comment}`);
  }
  await keep(discussion, entry);
}

/** Waits for the device, but not for one that is stuck: a reader is waiting for the answer. */
export async function soon(work: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
