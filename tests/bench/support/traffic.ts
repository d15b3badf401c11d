import type { Comment } from '../../../src/model/comment.js';
import type { ThreadChanges, ThreadPage } from '../../../src/model/thread.js';
import { comment, idOf } from '../../support/thread-builders.js';
import { bigThread } from './big-thread.js';

const VOTES = 1_200;
const EDITS = 60;
const WRITTEN = 120;
const WITHDRAWN = 12;
/** Records that come in one event. */
const BATCH = 8;

export interface Traffic {
  /** What an hour is, in words. */
  describe: string;
  /** What happens within an hour, in order. */
  hour(): Iterable<ThreadChanges>;
  /** The whole thread as it is now. */
  page(): ThreadPage;
}

/** What readers do in a busy thread, the same each time. */
export function trafficOn(size: number): Traffic {
  const page = bigThread(`whole-${size}`, size);
  const records = new Map(page.comments.map((record) => [record.id, record]));
  const top = page.lists.find(({ parent }) => parent === null)!;
  let hours = 0;

  const put = (record: Comment): Comment => {
    page.thread.revision += 1;
    const stamped = { ...record, revision: page.thread.revision };
    records.set(record.id, stamped);
    return stamped;
  };
  const recordAt = (n: number): Comment => records.get(idOf(n))!;
  const vote = (n: number): Comment => {
    const record = recordAt((n * 7_919) % size);
    if (record.tombstone !== null) return put(record);
    return put({ ...record, votes: { up: (record.votes?.up ?? 0) + 1, down: 0 } });
  };
  const edit = (n: number): Comment => {
    const record = recordAt((n * 104_729) % size);
    return put({ ...record, editedAt: new Date(0).toISOString() } as Comment);
  };
  const write = (n: number): Comment => {
    const record = comment(n, { text: `Ce qui arrive en direct, ${n}.` });
    top.ids.unshift(record.id);
    top.page.total += 1;
    page.thread.total += 1;
    return put(record);
  };
  const withdraw = (n: number): Comment => {
    const { id, parent, createdAt, revision, tombstone } = recordAt((n * 15_485_863) % size);
    if (tombstone === null) page.thread.total -= 1;
    return put({ id, parent, createdAt, revision, tombstone: 'moderation', ground: null });
  };

  return {
    describe: `${VOTES} votes, ${EDITS} edits, ${WRITTEN} new comments and ${WITHDRAWN} withdrawn ones`,
    *hour() {
      let batch: Comment[] = [];
      for (let n = hours * VOTES; n < (hours + 1) * VOTES; n += 1) {
        const every = (times: number): boolean => n % (VOTES / times) === 0;
        batch.push(vote(n));
        if (every(EDITS)) batch.push(edit(n));
        if (every(WRITTEN)) batch.push(write(size + n));
        if (every(WITHDRAWN)) batch.push(withdraw(n));
        if (batch.length < BATCH) continue;
        yield changesOf(page, batch);
        batch = [];
      }
      hours += 1;
      if (batch.length > 0) yield changesOf(page, batch);
    },
    page: () => ({ ...page, thread: { ...page.thread }, comments: [...records.values()] }),
  };
}

function changesOf({ thread }: ThreadPage, comments: Comment[]): ThreadChanges {
  // The last state of each counts, as in an answer of the server.
  const last = new Map(comments.map((record) => [record.id, record]));
  const sorted = [...last.values()].sort((one, other) => one.revision - other.revision);
  return { thread: { ...thread }, comments: sorted, revision: thread.revision, more: false };
}
