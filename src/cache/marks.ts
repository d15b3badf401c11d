/*
 * The other half of `kept.ts`, which reads these: for each thread that is kept an entry under the
 * backend's address as a page writes it. Its value is the key of the thread's record, for one
 * record may be known by several addresses.
 */

const PREFIX = 'palabre-kept ';

/** Says that a thread is kept under a key. */
export function mark(backend: string, thread: string, key: string): void {
  try {
    localStorage.setItem(`${PREFIX}${backend} ${thread}`, key);
  } catch {
    // Unmarked, it is loaded as at a first visit.
  }
}

/** Says that these records are not there, by all of their addresses. */
export function unmark(isGone: (key: string) => boolean): void {
  try {
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX)) continue;
      if (isGone(localStorage.getItem(name) ?? '')) localStorage.removeItem(name);
    }
  } catch {
    // What cannot be touched says nothing either.
  }
}
