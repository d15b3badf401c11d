import { fixture, html } from '@open-wc/testing';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { LatestComment, ThreadCount } from '../../../src/model/thread.js';
import { comment, type CommentOptions } from '../../support/thread-builders.js';

export interface ListsBackend extends CommentsBackend {
  /** The keys of each call of `loadCounts`. */
  readonly asked: string[][];
  /** The limit of each call of `loadLatest`. */
  readonly limits: number[];
}

interface Answers {
  loadCounts?: (keys: string[]) => ThreadCount[] | Promise<ThreadCount[]>;
  loadLatest?: (limit: number) => unknown;
}

/** A backend of a front page, as an object that a page would pass. */
export function listsBackend({ loadCounts, loadLatest }: Answers): ListsBackend {
  const asked: string[][] = [];
  const limits: number[] = [];
  const unused = (): never => {
    throw new Error('No thread is on the page');
  };
  return {
    asked,
    limits,
    loadThread: unused,
    loadComments: unused,
    ...(loadCounts && {
      loadCounts: async (keys: string[]) => {
        asked.push(keys);
        return loadCounts(keys);
      },
    }),
    ...(loadLatest && {
      loadLatest: async (limit: number) => {
        limits.push(limit);
        return (await loadLatest(limit)) as LatestComment[];
      },
    }),
  };
}

/** Counts a thread by the number at the end of its key. */
export function countByKey(keys: string[]): ThreadCount[] {
  return keys.map((key) => ({ key, count: Number(/\d+$/.exec(key)?.[0] ?? 0) }));
}

/** The nth comment, with its article. */
export function latestComment(
  n: number,
  options: CommentOptions = {},
  thread: Partial<LatestComment['thread']> = {},
): LatestComment {
  const url = `https://journal.example/articles/${n}`;
  return {
    comment: comment(n, options),
    thread: { key: url, url, title: `Article ${n}`, ...thread },
  };
}

/** A page in one colour scheme, in whose colours whatever is put into it stands. */
export async function schemed(scheme: 'light' | 'dark'): Promise<HTMLElement> {
  const style = `color-scheme: ${scheme}; background: Canvas; color: CanvasText; padding: 1em`;
  return fixture<HTMLElement>(html`<div lang="en" style=${style}></div>`);
}

/** Answers when it is told to. */
export function held<T>(): {
  answer: Promise<T>;
  release: (value: T) => void;
  fail: (error: Error) => void;
} {
  let release!: (value: T) => void;
  let fail!: (error: Error) => void;
  const answer = new Promise<T>((resolve, reject) => {
    release = resolve;
    fail = reject;
  });
  return { answer, release, fail };
}
