import type { ThreadHost } from './host.js';

type Act = (host: ThreadHost) => void;

/** What a page has thrown away is held by nothing here. */
const hearers = new Map<Act, Set<WeakRef<ThreadHost>>>();
const heard = new WeakMap<ThreadHost, Set<Act>>();

/**
 * Acts for a thread whenever something happens to the page that its window hears of, for as long as the thread lasts: one
 * listener for a whole page.
 * @param act one function for all threads
 */
export function hearPage(host: ThreadHost, types: readonly string[], act: Act): void {
  const own = heard.get(host) ?? new Set();
  heard.set(host, own);
  if (own.has(act)) return;
  own.add(act);
  const known = hearers.get(act);
  const all = known ?? new Set();
  hearers.set(act, all.add(new WeakRef(host)));
  if (known) return;
  const hear = (): void => {
    for (const reference of all) {
      const thread = reference.deref();
      if (thread) act(thread);
      else all.delete(reference);
    }
  };
  for (const type of types) window.addEventListener(type, hear);
}
