import { createApp } from './app.js';
import { createGuestTokens } from './auth/guests.js';
import { checkTokenSettings } from './auth/settings.js';
import type { Rules, Site } from './context.js';
import { createSiteEvents } from './events/site-events.js';
import { DEFAULT_BUDGETS, NO_BUDGETS, type Budgets } from './limits/budgets.js';
import { createLimits } from './limits/limits.js';
import { createCheck } from './moderation/check.js';
import type { Policy } from './moderation/judge.js';
import { createWordRules } from './moderation/words.js';
import { checkDatabase } from './operation/health.js';
import { createParser } from './parser.js';
import { isLost, isNotNow } from './problems.js';
import { createReaders } from './readers.js';
import { createSnapshots } from './snapshot.js';
import { createCursors } from './storage/cursor.js';
import { databaseCode } from './storage/database.js';
import { stateOf } from './storage/state.js';
import { findThread } from './storage/threads.js';
import type { Server, ServerOptions, SiteOptions } from './types.js';
import { createTurns } from './writes/turns.js';

/** Milliseconds for which an answer may be behind what another server wrote. */
export const MAX_STALE = 2_000;

const OUTAGE_SECONDS = 300;

/**
 * The reference server as a Web-standard handler.
 * @throws TypeError for a secret that is too short, a JWKS address that is not safe, and for neither;
 *   for a `check` that cannot be asked
 */
export function createServer(options: ServerOptions): Server {
  const { storage, onError = () => {}, observer = {} } = options;
  checkTokenSettings(options);
  const state = stateOf(storage);
  const { db, salt, exclusive, pool } = state;
  const policy = policyOf(options, onError);
  const parser = createParser();
  const limits = createLimits({
    budgets: budgetsOf(options),
    client: pool?.client ?? null,
    salt,
    onLimited: observer.onLimited,
  });
  const rules = rulesOf(options);
  const snapshots = createSnapshots({
    // Asked each time: another server may come to write into the same database.
    get maxAge() {
      return exclusive && state.servers === 1 ? Infinity : MAX_STALE;
    },
    maxOutage: (options.outageSeconds ?? OUTAGE_SECONDS) * 1_000,
    revisionOf: async (key) => (await findThread(db, key))?.revision ?? 0,
    now: options.now,
    isNotNow,
    isLost,
    onRead: observer.onSnapshot,
    onLost: (error) => {
      if (error === null) observer.onNotice?.('The database is back.');
      else onError(`The database is lost (${databaseCode(error) ?? 'connection'}).`);
    },
  });
  const events = createSiteEvents({ db, rules, snapshots }, state, options);
  const site: Site = {
    db,
    salt,
    limits,
    guests: createGuestTokens(salt),
    rules,
    policy,
    cursors: createCursors(salt),
    turns: createTurns(),
    parse: (source) => parser.parse(source),
    snapshots,
    events,
    changed(key) {
      snapshots.drop(key);
      events.changed(key);
    },
  };
  state.servers += 1;
  const app = createApp(site, createReaders(site, options, onError), onError, observer);
  return {
    fetch: async (request, { address = null } = {}) => app.fetch(request, { address }),
    check: () => checkDatabase(db),
    state: () => ({
      kept: site.snapshots.threads(),
      parsing: parser.queued(),
      database: pool?.state() ?? null,
      events: events.state(),
    }),
    endEvents: () => events.end(),
    async close() {
      state.servers -= 1;
      limits.close();
      await events.close();
      await parser.close();
    },
  };
}

function budgetsOf({ limits = {} }: SiteOptions): Budgets {
  return limits === 'off' ? NO_BUDGETS : { ...DEFAULT_BUDGETS, ...limits };
}

function rulesOf(options: ServerOptions): Rules {
  const {
    origins,
    commentAccess = 'subscribers',
    voteAccess = 'subscribers',
    reportAccess = 'registered',
    downVotes = false,
    highlightVotes = 3,
    readOnly = false,
    closeAfterDays = 0,
    hideVotesMinutes = 0,
    editMinutes = 15,
    reportThreshold = 5,
    now = Date.now,
  } = options;
  return {
    origins: origins === '*' ? '*' : new Set(origins),
    commentAccess,
    voteAccess,
    reportAccess,
    downVotes,
    highlightVotes,
    readOnly,
    closeAfterDays,
    hideVotesMinutes,
    editMinutes,
    reportThreshold,
    now,
  };
}

function policyOf(
  { moderation = 'post', words = [], maxLinks = null, check = null }: SiteOptions,
  onError: (message: string) => void,
): Policy {
  return {
    mode: moderation,
    words: createWordRules(words),
    maxLinks,
    check: check && createCheck(check, onError),
  };
}
