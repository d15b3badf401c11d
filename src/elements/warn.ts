import { toPalabreError } from '../model/errors.js';

const warned = new Set<string>();

/** Tells the page's developer what went wrong, once for each cause. */
export function warnOnce(what: string, error: unknown): void {
  const { code, message } = toPalabreError(error);
  const cause = `${what} ${code} ${message}`;
  if (warned.has(cause)) return;
  warned.add(cause);
  console.warn(`Palabre: ${what}.`, error);
}
