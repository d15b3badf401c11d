import type {
  CommentPage,
  LatestComment,
  ThreadChanges,
  ThreadCount,
  ThreadPage,
  ThreadRef,
} from '../../model/thread.js';
import { COUNTED_KEYS_MAX, isSort, isThreadKey, PAGE_MAX } from '../../model/thread.js';
import {
  HIGHLIGHTS_DEFAULT,
  HIGHLIGHTS_MAX,
  type ListQuery,
  type ThreadQuery,
} from '../../model/requests.js';
import type { Viewer } from '../../model/viewer.js';
import { isModerator, permissions, type Call } from './access.js';
import { highlightIds, Lists } from './lists.js';
import { contentOf, infoOf, isPublic, isPublished, recordOf } from './records.js';
import { emptyThread, refuse, type Entry, type Thread } from './state.js';

/** Records in one answer of changes. */
const STEP = 200;
const PENDING_MAX = 200;

/** @throws PalabreError `invalid` */
export function demandKey(key: string): void {
  if (!isThreadKey(key)) refuse('invalid', 'A thread key has 1 to 1,024 bytes.');
}

/** @throws PalabreError `invalid` */
export function demandLimit(limit: number): void {
  if (!Number.isInteger(limit) || limit < 1 || limit > PAGE_MAX) {
    refuse('invalid', `A limit is a whole number from 1 to ${PAGE_MAX}.`);
  }
}

function demandQuery({ key, sort, limit }: Pick<ThreadQuery, 'key' | 'sort' | 'limit'>): void {
  demandKey(key);
  demandLimit(limit);
  if (!isSort(sort)) refuse('invalid', 'There is no such sort.');
}

function threadOf({ state }: Call, key: string): Thread {
  return state.threads.get(key) ?? emptyThread({ key, url: '', title: '' });
}

export function loadThread(call: Call, query: ThreadQuery): ThreadPage {
  demandQuery(query);
  const { key, sort, limit, around, highlights: wanted = HIGHLIGHTS_DEFAULT } = query;
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > HIGHLIGHTS_MAX) {
    refuse('invalid', `There are 0 to ${HIGHLIGHTS_MAX} highlights.`);
  }
  const thread = threadOf(call, key);
  const highlights = highlightIds(thread, call.rules.highlightVotes, wanted);
  const lists = new Lists(call, thread, sort);
  const path = around ? lists.pathTo(around) : null;
  const ids = lists.take(null, null, limit);
  lists.takeReplies([...ids, ...(path ?? [])]);
  lists.takeOnly([...(path ?? []), ...highlights]);
  return { thread: infoOf(call.rules, key, thread), ...lists.page(), highlights, around: path };
}

export function loadComments(call: Call, query: ListQuery): CommentPage {
  demandQuery(query);
  const { key, parent, after, sort, limit } = query;
  const thread = threadOf(call, key);
  const above = parent === null ? null : thread.comments.get(parent);
  if (above === undefined || (above && !isPublic(above))) {
    refuse('not-found', 'There is no such comment in this thread.');
  }
  const lists = new Lists(call, thread, sort);
  lists.takeReplies(lists.take(parent, after, limit));
  return lists.page();
}

export function loadChanges(call: Call, key: string, since: number): ThreadChanges {
  demandKey(key);
  if (!Number.isInteger(since) || since < 0) refuse('invalid', 'A revision is a whole number.');
  const thread = threadOf(call, key);
  const changed = [...thread.comments.values()]
    .filter((entry) => isPublic(entry) && entry.revision > since)
    .sort((a, b) => a.revision - b.revision);
  const step = changed.slice(0, STEP);
  const more = changed.length > STEP;
  return {
    thread: infoOf(call.rules, key, thread),
    comments: step.map((entry) => recordOf(call, { thread, entry })),
    revision: more ? step.at(-1)!.revision : thread.revision,
    more,
  };
}

export function loadViewer(call: Call, key: string): Viewer {
  demandKey(key);
  const { reader, rules } = call;
  const thread = threadOf(call, key);
  const can = permissions(call, thread);
  const editMinutes = Number.isFinite(rules.editMinutes) ? rules.editMinutes : null;
  const now = new Date(rules.now()).toISOString();
  if (reader === null) return { account: null, can, editMinutes, now, votes: [], pending: [] };
  const { id, name, picture, badges, subject } = reader;
  const own = thread.authors.includes(subject) ? ['author', ...badges] : badges;
  const entries = [...thread.comments.values()];
  return {
    account: { id, name, picture, badges: own },
    can,
    editMinutes,
    now,
    votes: entries.filter(isPublished).flatMap((entry) => {
      const value = entry.votes.get(id);
      return value ? [{ id: entry.id, value }] : [];
    }),
    pending: entries
      .filter((entry) => isUnpublished(entry))
      .filter((entry) => isModerator(reader) || entry.content?.account === id)
      .slice(0, PENDING_MAX)
      .map((entry) => contentOf(call, { thread, entry })),
  };
}

/** Waits or was refused; what stands as a tombstone for everybody is not shown beside it. */
function isUnpublished({ status, tombstone }: Entry): boolean {
  return status !== 'published' && tombstone === null;
}

export function loadCounts({ state, rules }: Call, keys: string[]): ThreadCount[] {
  if (keys.length > COUNTED_KEYS_MAX)
    refuse('invalid', `At most ${COUNTED_KEYS_MAX} threads at once.`);
  for (const key of keys) demandKey(key);
  return keys.map((key) => ({ key, count: infoOf(rules, key, state.threads.get(key)).total }));
}

export function loadLatest(call: Call, limit: number): LatestComment[] {
  demandLimit(limit);
  return [...call.state.threads.values()]
    .flatMap((thread) =>
      [...thread.comments.values()].filter(isPublished).map((entry) => ({ thread, entry })),
    )
    .sort(({ entry: a }, { entry: b }) =>
      a.createdAt === b.createdAt ? (a.id < b.id ? 1 : -1) : a.createdAt < b.createdAt ? 1 : -1,
    )
    .slice(0, limit)
    .map((place) => ({ comment: recordOf(call, place), thread: refOf(place.thread) }));
}

export function refOf({ key, url, title }: Thread): ThreadRef {
  return { key, url, title };
}
