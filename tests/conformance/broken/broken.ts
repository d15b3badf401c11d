import type { RuleName } from '../../../src/backend/conformance/index.js';
import type { MemoryBackend, SiteRules } from '../../../src/backend/adapters/memory.js';
import type {
  CallOptions,
  CommentsBackend,
  OPTIONAL_METHODS,
} from '../../../src/backend/contract.js';
import type { Entry } from '../../../src/backend/engine/state.js';
import type { Comment, LivingComment } from '../../../src/model/comment.js';

/** A backend that keeps the contract but for one thing. */
export interface Broken {
  /** "A backend that …" */
  what: string;
  /** The rule that it breaks, and the test of it that must fail. */
  rule: RuleName;
  test: string;
  /** The methods that are not as they should be, around a backend that is whole. */
  make: (whole: MemoryBackend) => Partial<CommentsBackend>;
  /** The site's, where they matter. */
  rules?: SiteRules;
}

export function broken(
  rule: RuleName,
  what: string,
  test: string,
  make: Broken['make'],
  rules: SiteRules = {},
): Broken {
  return { rule, what, test, make, rules };
}

/** For a backend that lacks methods as well: what the others do wrong must be found all the same. */
export function without(...methods: (typeof OPTIONAL_METHODS)[number][]): Partial<CommentsBackend> {
  return Object.fromEntries(methods.map((method) => [method, undefined]));
}

export const MODERATOR: CallOptions = { token: 'moderator' };

/** The comment as the backend keeps it. */
export function entryOf({ state }: MemoryBackend, id: string): Entry {
  for (const { comments } of state.threads.values()) {
    const entry = comments.get(id);
    if (entry) return entry;
  }
  throw new Error(`There is no comment ${id}`);
}

export function isKnown({ state }: MemoryBackend, id: string): boolean {
  return [...state.threads.values()].some(({ comments }) => comments.has(id));
}

/** What waits in a thread, as moderators read it. */
export async function pendingIn(whole: MemoryBackend, key: string): Promise<LivingComment[]> {
  const { pending } = await whole.loadViewer(key, MODERATOR);
  return pending.filter((comment) => comment.tombstone === null);
}

export function isTombstone({ tombstone }: Comment): boolean {
  return tombstone !== null;
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
