import type { CallOptions, CommentsBackend } from './contract.js';
import { ownError } from './foreign-errors.js';
import { guard } from './guard.js';
import { checkedSubscription } from './subscription.js';
import {
  parseChanges,
  parseComment,
  parseCommentPage,
  parseCounts,
  parseGuest,
  parseLatest,
  parseQueue,
  parseThreadInfo,
  parseThreadPage,
  parseViewer,
} from './parse.js';

type Method = keyof CommentsBackend;

/** A backend before its answers are checked: they may be anything, promised or not. */
export type UncheckedBackend = {
  [M in Method]?: (...args: Parameters<NonNullable<CommentsBackend[M]>>) => unknown;
};

const nothing = (): void => {};

/** What checks the answer of each method. */
export const PARSERS: { [M in Method]-?: (answer: unknown) => unknown } = {
  loadThread: parseThreadPage,
  loadComments: parseCommentPage,
  loadChanges: parseChanges,
  subscribe: nothing,
  loadViewer: parseViewer,
  createGuest: parseGuest,
  loadCounts: parseCounts,
  loadLatest: parseLatest,
  createComment: parseComment,
  editComment: parseComment,
  deleteComment: parseComment,
  voteComment: parseComment,
  pickComment: parseComment,
  reportComment: nothing,
  moderateComment: parseComment,
  loadQueue: parseQueue,
  suspendAccount: nothing,
  updateThread: parseThreadInfo,
  eraseAccount: nothing,
  exportAccount: (answer) => answer,
};

/**
 * The same backend behind the border: every answer and every event is parsed, every failure a `PalabreError`, an
 * abort the signal's reason; see {@link guard}. Methods that are absent stay absent.
 */
export function checked(backend: UncheckedBackend): CommentsBackend {
  const methods = backend as Record<string, ((...args: unknown[]) => unknown) | undefined>;
  const result: Record<string, unknown> = {};
  for (const [name, parse] of Object.entries(PARSERS)) {
    if (typeof methods[name] !== 'function') continue;
    result[name] = (...args: unknown[]) => {
      const options = args.at(-1) as CallOptions | undefined;
      const ask = async (): Promise<unknown> => {
        try {
          return await methods[name]!(...args);
        } catch (error) {
          throw ownError(error);
        }
      };
      return guard(options?.signal, ask, parse);
    };
  }
  if (backend.subscribe) result['subscribe'] = checkedSubscription(backend);
  return result as unknown as CommentsBackend;
}
