import { createApp } from './app.js';
import { SECRET_MIN_BYTES } from './auth.js';
import type { Rules, Site } from './context.js';
import { createCheck } from './moderation/check.js';
import type { Policy } from './moderation/judge.js';
import { createWordRules } from './moderation/words.js';
import { createParser } from './parser.js';
import { createReaders } from './readers.js';
import { createSnapshots } from './snapshot.js';
import { createCursors } from './storage/cursor.js';
import { stateOf } from './storage/state.js';
import { findThread } from './storage/threads.js';
import type { Server, ServerOptions, SiteOptions } from './types.js';

/** Milliseconds for which an answer may be behind what another server wrote. */
const MAX_STALE = 2_000;

/**
 * The reference server as a Web-standard handler.
 * @throws TypeError for a secret that is too short
 */
export function createServer(options: ServerOptions): Server {
  const { storage, secret, onError = () => {} } = options;
  if (new TextEncoder().encode(secret).length < SECRET_MIN_BYTES) {
    throw new TypeError(`secret must have at least ${SECRET_MIN_BYTES} bytes.`);
  }
  const { db, salt, exclusive } = stateOf(storage);
  const parser = createParser();
  const site: Site = {
    db,
    salt,
    rules: rulesOf(options),
    policy: policyOf(options, onError),
    cursors: createCursors(salt),
    parse: (source) => parser.parse(source),
    snapshots: createSnapshots({
      maxAge: exclusive ? Infinity : MAX_STALE,
      revisionOf: async (key) => (await findThread(db, key))?.revision ?? 0,
    }),
  };
  const app = createApp(site, createReaders(site, secret), onError);
  return {
    fetch: async (request) => app.fetch(request),
    close: () => parser.close(),
  };
}

function rulesOf(options: SiteOptions): Rules {
  const {
    origins,
    commentAccess = 'subscribers',
    voteAccess = 'subscribers',
    downVotes = false,
    highlightVotes = 3,
    editMinutes = 15,
    reportThreshold = 5,
  } = options;
  return {
    origins: origins === '*' ? '*' : new Set(origins),
    commentAccess: commentAccess === 'guests' ? 'registered' : commentAccess,
    voteAccess,
    downVotes,
    highlightVotes,
    editMinutes,
    reportThreshold,
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
