import type { Author, Comment, CommentId } from '../../model/comment.js';
import {
  QUEUES,
  SUSPENSION_REASON_MAX_LENGTH,
  type HoldReason,
  type Queue,
  type QueueItem,
  type QueuePage,
  type QueueQuery,
  type Suspension,
} from '../../model/moderation.js';
import type { ReportReason } from '../../model/report.js';
import { demandRight, isAdmin, isModerator, isTeam, type Call } from './access.js';
import { placesOf } from './accounts.js';
import { comparePositions, isPosition, parseList, type Position } from './order.js';
import { demandLimit, refOf } from './reads.js';
import { contentOf, isPublished, recordOf } from './records.js';
import { demandComment, refuse, stamp, type KeptReport, type Place } from './state.js';

/** Reports that come with one item of a queue. */
const REPORTS_MAX = 20;

/** Takes a comment off the page, to wait for a moderator or for good; its text is kept. */
export function hide(
  place: Place,
  status: 'pending' | 'rejected',
  why: HoldReason,
  ground: ReportReason | null = null,
): void {
  const { entry } = place;
  entry.status = status;
  entry.tombstone = entry.listed ? 'moderation' : null;
  entry.ground = entry.listed ? ground : null;
  entry.holds = [why];
  stamp(place);
}

export function moderateComment(
  call: Call,
  id: CommentId,
  status: 'published' | 'rejected',
  ground: ReportReason | null = null,
): Comment {
  demandRight(call, isModerator);
  const place = demandComment(call.state, id);
  const { entry } = place;
  if (entry.content === null) refuse('gone', 'The comment was withdrawn by its author.');
  for (const report of entry.reports) report.isSettled = true;
  if (status === 'rejected') {
    const isGround = ground !== null && entry.listed && ground !== entry.ground;
    if (entry.status !== 'rejected' || isGround) {
      hide(place, 'rejected', 'moderator', ground ?? entry.ground);
    }
    return recordOf(call, place);
  }
  entry.isCleared = true;
  if (!isPublished(entry)) {
    Object.assign(entry, { status, listed: true, tombstone: null, ground: null, holds: [] });
    stamp(place);
  }
  return recordOf(call, place);
}

function openReports({ entry }: Place): KeptReport[] {
  return entry.reports.filter(({ isSettled }) => !isSettled);
}

const IS_IN: Record<Queue, (place: Place) => boolean> = {
  pending: ({ entry }) => entry.status === 'pending',
  reported: (place) => isPublished(place.entry) && openReports(place).length > 0,
  rejected: ({ entry }) => entry.status === 'rejected',
};

export function loadQueue(call: Call, { queue, after, limit }: QueueQuery): QueuePage {
  demandRight(call, isModerator);
  demandLimit(limit);
  if (!QUEUES.includes(queue)) refuse('invalid', 'There is no such queue.');
  const from = after === null ? null : readCursor(after, queue);
  const compare = comparePositions(queue === 'rejected' ? 'newest' : 'oldest');
  const positionOf = ({ entry }: Place): Position => [null, entry.createdAt, entry.id];
  const all = [...placesOf(call.state)].filter(IS_IN[queue]);
  const behind = all
    .filter((place) => from === null || compare(positionOf(place), from) > 0)
    .sort((a, b) => compare(positionOf(a), positionOf(b)));
  const shown = behind.slice(0, limit);
  const cursor = behind.length > limit ? JSON.stringify([queue, positionOf(shown.at(-1)!)]) : null;
  return {
    items: shown.map((place) => itemOf(call, place)),
    page: { total: all.length, cursor },
  };
}

function readCursor(cursor: string, queue: Queue): Position {
  const [ofQueue, position] = parseList(cursor, 2) ?? [];
  if (ofQueue === queue && isPosition(position)) return position;
  return refuse('invalid', 'The cursor is not one of this queue.');
}

function itemOf(call: Call, place: Place): QueueItem {
  const reports = openReports(place);
  return {
    comment: contentOf(call, place),
    source: place.entry.content!.source,
    thread: refOf(place.thread),
    holds: place.entry.holds,
    reports: reports
      .slice(0, REPORTS_MAX)
      .map(({ account: _, isSettled: __, ...report }) => report),
    reportCount: reports.length,
  };
}

export function suspendAccount(call: Call, id: Author['id'], suspension: Suspension | null): void {
  const reader = demandRight(call, isModerator);
  const { accounts, suspensions } = call.state;
  const account = accounts.get(id) ?? refuse('not-found', 'There is no such account.');
  if (id === reader.id) refuse('forbidden', 'Nobody suspends themselves.');
  if (isTeam(account.roles) && !isAdmin(reader)) {
    refuse('forbidden', 'Only an administrator may suspend an account of the newsroom.');
  }
  if (suspension === null) {
    suspensions.delete(account.writer);
    return;
  }
  const { until, reason } = suspension;
  if (until !== null && Number.isNaN(Date.parse(until))) refuse('invalid', 'No such time.');
  if ([...reason].length > SUSPENSION_REASON_MAX_LENGTH) {
    refuse('invalid', `A reason has at most ${SUSPENSION_REASON_MAX_LENGTH} characters.`);
  }
  suspensions.set(account.writer, { until, reason });
}
