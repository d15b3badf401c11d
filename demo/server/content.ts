import { readdir, readFile } from 'node:fs/promises';

export interface Entry {
  id: string;
  /** A key of {@link DemoDiscussion.authors}. */
  author: string;
  parent: string | null;
  /** Minutes after the article; never fewer than the entry's before it. */
  minutes: number;
  /** Markdown. */
  source: string;
  votes: number;
  picked?: boolean;
  /** Written once the thread is moderated beforehand; such entries come last. */
  waits?: boolean;
  gone?: 'author' | 'moderation' | 'account-erased';
}

export interface DemoAuthor {
  name: string;
  badges?: string[];
  /** Somebody with a name and no account. */
  guest?: boolean;
}

export interface DemoDiscussion {
  article: { path: string; title: string; published: { minutesAgo: number } };
  authors: Record<string, DemoAuthor>;
  /** In the order in which they were written. */
  comments: Entry[];
  /** What becomes of the thread once all is written. */
  moderation?: 'pre';
  closed?: boolean;
  /** Until when an author is suspended who has said something here. */
  suspended?: Record<string, string>;
}

const CONTENT = new URL('../content/', import.meta.url);
const ARTICLES = new URL('articles/', CONTENT);

/** The discussion under the leading article. */
export function readDiscussion(): Promise<DemoDiscussion> {
  return read(new URL('discussion.json', CONTENT));
}

/** Those under the short articles, one for each situation that needs somebody to have written. */
export async function readShortDiscussions(): Promise<DemoDiscussion[]> {
  const files = (await readdir(ARTICLES)).sort();
  return Promise.all(files.map((file) => read(new URL(file, ARTICLES))));
}

async function read(file: URL): Promise<DemoDiscussion> {
  return JSON.parse(await readFile(file, 'utf8')) as DemoDiscussion;
}

/** When each entry was written, under the id that `idOf` gives it. */
export function datesOf(
  { comments }: DemoDiscussion,
  published: Date,
  idOf: (entry: string) => string,
): Map<string, Date> {
  const start = published.getTime();
  // No two at the same time, so that their order is one.
  const dateOf = ({ minutes }: Entry, index: number) => new Date(start + minutes * 60_000 + index);
  return new Map(comments.map((entry, index) => [idOf(entry.id), dateOf(entry, index)]));
}
