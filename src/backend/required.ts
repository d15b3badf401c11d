import type { CommentsBackend } from './contract.js';

/** The methods that no backend is without; apart, since a page needs the others' names first. */
export const REQUIRED_METHODS = [
  'loadThread',
  'loadComments',
] as const satisfies readonly (keyof CommentsBackend)[];
