import { createHash } from 'node:crypto';
import type { LatestComment } from '../../model/thread.js';
import type { Site } from '../context.js';
import { ATOM, renderAtom, type FeedEntry } from '../feed/atom.js';
import { TextAnswer } from '../snapshot.js';
import { findThread, titleOf } from '../storage/threads.js';
import { loadLatest } from './site.js';

const ENTRIES = 50;
/** Nothing in a feed changes by time alone. */
const neverAges = (): void => undefined;

/** The site's latest comments as Atom. */
export async function loadSiteFeed(site: Site): Promise<TextAnswer> {
  return answer({
    id: uuidOf(`${site.salt} site`),
    title: siteName(site),
    self: 'feed',
    page: null,
    entries: (await loadLatest(site, ENTRIES, neverAges)).flatMap(toEntry),
  });
}

/** A thread's latest comments as Atom; a thread that nobody has written in has an empty feed. */
export async function loadThreadFeed(site: Site, key: string): Promise<TextAnswer> {
  const thread = await findThread(site.db, key);
  const latest = thread ? await loadLatest(site, ENTRIES, neverAges, thread.id) : [];
  return answer({
    id: uuidOf(`${site.salt} thread ${key}`),
    title: thread ? titleOf({ ...thread, confirmed: thread.titleConfirmed }) : siteName(site),
    self: `feed?${new URLSearchParams({ thread: key })}`,
    page: thread?.url ?? null,
    entries: latest.flatMap(toEntry),
  });
}

function answer(feed: Parameters<typeof renderAtom>[0]): TextAnswer {
  return new TextAnswer(`${ATOM}; charset=utf-8`, renderAtom(feed));
}

function toEntry({ comment, thread }: LatestComment): FeedEntry[] {
  return comment.tombstone === null ? [{ comment, thread }] : [];
}

/** The newspaper's host: of whatever else it is called, nothing is known here. */
function siteName({ rules: { origins } }: Site): string {
  const [first] = origins === '*' ? [] : origins;
  return first === undefined ? 'Palabre' : new URL(first).host;
}

/** Always the same for the same name: version 8 of RFC 9562 §5.8. */
function uuidOf(name: string): string {
  const bytes = createHash('sha256').update(`palabre feed ${name}`).digest();
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
