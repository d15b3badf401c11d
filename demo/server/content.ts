import { readFile } from 'node:fs/promises';

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
  gone?: 'author' | 'moderation' | 'account-erased';
}

export interface DemoDiscussion {
  article: { path: string; title: string; published: { minutesAgo: number } };
  authors: Record<string, { name: string; badges?: string[] }>;
  /** In the order in which they were written. */
  comments: Entry[];
}

export async function readDiscussion(): Promise<DemoDiscussion> {
  const file = new URL('../content/discussion.json', import.meta.url);
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
