import { isPublicRead, type Operation } from './operation.js';
import { accountOperations } from './operations/accounts.js';
import { commentOperations } from './operations/comments.js';
import { guestOperations } from './operations/guests.js';
import { moderationOperations } from './operations/moderation.js';
import { reportOperations } from './operations/reports.js';
import { serviceOperations } from './operations/service.js';
import { siteOperations } from './operations/site.js';
import { threadOperations } from './operations/threads.js';

/** Every call of the API. */
export const OPERATIONS: readonly Operation[] = [
  ...threadOperations,
  ...commentOperations,
  ...reportOperations,
  ...moderationOperations,
  ...accountOperations,
  ...guestOperations,
  ...siteOperations,
  ...serviceOperations,
];

/** The addresses of what is the same for everybody. */
export const PUBLIC_PATHS: ReadonlySet<string> = new Set(
  OPERATIONS.filter(isPublicRead).map(({ path }) => path),
);

const PATTERNS = new Map(
  OPERATIONS.map(({ path }) => [path, new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`)]),
);

/** What an address answers, whatever the method; empty for one that is unknown. */
export function operationsAt(path: string): Operation[] {
  return OPERATIONS.filter((operation) => PATTERNS.get(operation.path)?.test(path));
}
