/*
 * Which threads the device keeps, said in `localStorage`: a page has to know that at once, before
 * it asks the network for anything. The database alone answers too late.
 */

const PREFIX = 'palabre-kept ';

/** Whether a thread is kept, by its backend as the page writes it, and by its key. */
export function isKept(backend: unknown, thread: string): boolean {
  try {
    return localStorage.getItem(`${PREFIX}${backend as string} ${thread}`) !== null;
  } catch {
    return false;
  }
}
