import { parseViewer } from '../backend/parse/more.js';
import type { Viewer } from '../model/viewer.js';
import { absoluteAddress } from './address.js';
import { find, read, remove, write } from './database.js';
import { keyOfPlace, type ThreadPlace } from './place.js';

/** What only one reader may see of a thread; kept apart from what everybody may. */
export interface KeptViewer {
  viewer: Viewer;
  /** Whose it is, as a digest of what their token says. */
  identity: string;
  isGuest: boolean;
}

/** Milliseconds for which it is kept without being confirmed. */
export const VIEWER_LIFE = 7 * 24 * 3_600_000;

const PREFIX = 'viewer ';
const SCHEMA = 1;

/** What is kept of a thread's reader; `null` for nothing, or for what is too old or not whole. */
export async function readViewer(
  place: ThreadPlace,
  now: number = Date.now(),
): Promise<KeptViewer | null> {
  const kept = asKept(await read(PREFIX + keyOfPlace(place)), now);
  if (!kept) await removeViewer(place);
  return kept;
}

export async function writeViewer(
  place: ThreadPlace,
  kept: KeptViewer,
  now: number = Date.now(),
): Promise<void> {
  await write(PREFIX + keyOfPlace(place), { schema: SCHEMA, ...kept, at: now });
}

/** Forgets what is kept of a thread's reader. */
export async function removeViewer(place: ThreadPlace): Promise<void> {
  await remove(PREFIX + keyOfPlace(place));
}

/**
 * Forgets what is kept of a backend's readers, in all threads, but for one account's (`null`:
 * nobody's). Answers whether there was anything.
 */
export async function removeOthers(backend: string, account: string | null): Promise<boolean> {
  const beginning = `${PREFIX}${JSON.stringify([absoluteAddress(backend)]).slice(0, -1)},`;
  const others = [...(await find(beginning))].filter(([, value]) => {
    const kept = asKept(value, Date.now());
    return !kept || kept.viewer.account?.id !== account;
  });
  if (others.length > 0) await remove(...others.map(([key]) => key));
  return others.length > 0;
}

function asKept(value: unknown, now: number): KeptViewer | null {
  try {
    const { schema, identity, isGuest, at, viewer } = value as Record<string, unknown>;
    const isAlive = typeof at === 'number' && Math.abs(now - at) < VIEWER_LIFE;
    const isWhole = typeof identity === 'string' && typeof isGuest === 'boolean';
    if (schema !== SCHEMA || !isAlive || !isWhole) return null;
    return { viewer: parseViewer(viewer), identity, isGuest };
  } catch {
    return null;
  }
}
