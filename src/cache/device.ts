/*
 * What a reader has chosen, kept on the device as JSON in `localStorage`; where the device keeps
 * nothing, as long as the page.
 */

const PREFIX = 'palabre-';

/** What the device would not keep, by name. */
const unkept = new Map<string, unknown>();

/** What is kept under a name, whatever wrote it; `null` for nothing, or for what is no JSON. */
export function readKept(name: string): unknown {
  if (unkept.has(name)) return unkept.get(name);
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name) ?? 'null');
  } catch {
    return null;
  }
}

/** Keeps a value; `null` keeps nothing. */
export function writeKept(name: string, value: unknown): void {
  unkept.delete(name);
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    unkept.set(name, value);
  }
}
