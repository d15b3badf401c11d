import { httpBackend } from './adapters/http.js';
import type { CommentsBackend } from './contract.js';
import type { ResolveOptions } from './resolve-other.js';

export type { ResolveOptions };

/**
 * The backend that a page means: an address (absolute, or relative to the document), `name:address`
 * for a named adapter, or an object of the page's own, which is then `checked`. The usual absolute
 * address answers at once; everything else is loaded first and comes as a promise, which rejects
 * with PalabreError `invalid` and a message for the page's developer.
 */
export function resolveBackend(
  value: string | CommentsBackend,
  options: ResolveOptions = {},
): CommentsBackend | Promise<CommentsBackend> {
  return typeof value === 'string' && /^https?:\/\/[^\s/?#]+[^\s?#]*$/.test(value)
    ? httpBackend({ url: value, ...options })
    : import('./resolve-other.js').then(({ resolveOther }) => resolveOther(value, options));
}
