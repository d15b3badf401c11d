import type { CommentId } from '../../model/comment.js';
import { SORTS, type ThreadRef } from '../../model/thread.js';
import type { CallOptions } from '../contract.js';
import type { Need, Site } from './site.js';

const LIMIT = 100;

/**
 * Everything that anybody can read about a thread, by the call that answers it; `around` is asked
 * for wherever that is possible.
 */
export async function aboutThread<N extends Need>(
  site: Site<N>,
  thread: ThreadRef,
  around: CommentId | null = null,
  options: CallOptions = {},
): Promise<[call: string, answer: unknown][]> {
  await site.settle();
  const { backend } = site;
  const { key } = thread;
  const answers: [string, unknown][] = [];
  for (const sort of SORTS) {
    const query = { key, parent: null, after: null, sort, limit: LIMIT };
    answers.push([
      `loadThread by ${sort}`,
      await site.load(thread, { sort, around, limit: LIMIT }, options),
    ]);
    answers.push([`loadComments by ${sort}`, await backend.loadComments(query, options)]);
  }
  answers.push(['loadChanges', await backend.loadChanges?.(key, 0, options)]);
  answers.push(['loadCounts', await backend.loadCounts?.([key], options)]);
  return answers;
}

/** As {@link aboutThread}, and what the whole site shows. */
export async function publicAnswers<N extends Need>(
  site: Site<N>,
  thread: ThreadRef,
  around: CommentId | null = null,
  options: CallOptions = {},
): Promise<[call: string, answer: unknown][]> {
  const answers = await aboutThread(site, thread, around, options);
  answers.push(['loadLatest', await site.backend.loadLatest?.(LIMIT, options)]);
  return answers;
}
