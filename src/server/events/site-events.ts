import type { Site } from '../context.js';
import { isNotNow, toKnownError } from '../problems.js';
import { answerChanges } from '../reads/changes.js';
import type { StorageState } from '../storage/state.js';
import { findRevisions } from '../storage/threads.js';
import type { ServerOptions } from '../types.js';
import { toBatch } from './frame.js';
import { createHub, type EventSettings, type Hub } from './hub.js';
import { createNews } from './news.js';

const SETTINGS: EventSettings = { perAddress: 20, total: 5_000, heartbeat: 25_000 };

/** The live events of a site: its answers of `changes`, as they become others. */
export function createSiteEvents(
  site: Pick<Site, 'db' | 'rules' | 'snapshots'>,
  state: StorageState,
  { events = {}, onError = () => {}, observer = {} }: ServerOptions,
): Hub {
  const { db, snapshots } = site;
  return createHub({
    ...SETTINGS,
    ...events,
    read: async (key, since) => toBatch((await answerChanges(site, key, since)).snapshot),
    forget: (key) => snapshots.drop(key),
    revisionsOf: (keys) => findRevisions(db, keys),
    news: (hearing) => createNews(state, hearing),
    isNotNow,
    onError: (error) => void toKnownError(error, onError, observer.onDatabaseError),
    onNotice: (message) => observer.onNotice?.(message),
  });
}
