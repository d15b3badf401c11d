/**
 * A whole discussion in the reader's own browser: for pages that no server stands behind. What is
 * written stays in this browser; pages of one origin share it.
 *
 * ```html
 * <palabre-thread backend="local:"></palabre-thread>
 * <palabre-thread backend="local:cinema?seed=comments.json" thread="cinema"></palabre-thread>
 * ```
 * @module
 */
import { PalabreError } from '../../model/errors.js';
import { newId } from '../../model/new-id.js';
import type { CommentsBackend } from '../contract.js';
import { createEngine } from '../engine/engine.js';
import { parseSeed } from '../engine/parse-seed.js';
import { byToken, type Identify, type People, type Person } from '../engine/people.js';
import { rulesOf, type SiteRules } from '../engine/rules.js';
import { seedThreads, type SeedComment, type SeedThread } from '../engine/seed.js';
import { emptyState, type State } from '../engine/state.js';
import { send } from '../http/send.js';
import { Storage } from './local/storage.js';

export type { People, Person, SeedComment, SeedThread, SiteRules };

export interface LocalBackendOptions extends SiteRules {
  /** Tells discussions of one origin apart; they share one by default. */
  name?: string;
  /** What there is to read before anybody wrote here: threads, or the address of their JSON. */
  seed?: SeedThread[] | string;
  /** Who reads without a token: by default a subscriber called "You" (or "Vous"); `null`: nobody. */
  reader?: Person | null;
  /** Who has which token; without it, tokens are not looked at. */
  people?: People;
}

/** The subject of whoever reads without a token. */
const READER = 'reader';

/** Milliseconds for the seed to arrive. */
const SEED_TIMEOUT = 10_000;

const loadParser = () =>
  import('../../markup/parse.js').catch((cause: unknown) => {
    throw new PalabreError('network', 'a part of palabre did not arrive', { cause });
  });

/** Touches the browser's storage in its first call only: made on a server, it does no harm. */
export function localBackend(options: LocalBackendOptions = {}): Required<CommentsBackend> {
  const { name, seed = [], people } = options;
  const rules = rulesOf(options);
  const begin = async (): Promise<State> => {
    const threads = await threadsOf(seed);
    const state = emptyState(newId());
    if (threads.length) {
      const { parseSource: parse } = await loadParser();
      seedThreads({ state, people: people ?? {}, parse, now: rules.now() }, threads);
    }
    return state;
  };
  return createEngine({
    store: new Storage(databaseName(name), begin),
    rules,
    identify: identifier(options),
    parse: async (source) => (await loadParser()).parseSource(source),
  });
}

/** What the browser calls the database of a discussion. */
export function databaseName(name = ''): string {
  return name ? `palabre-local-${name}` : 'palabre-local';
}

function identifier({ people, reader }: LocalBackendOptions): Identify {
  const person = reader === undefined ? you() : reader;
  const visitor = person && { subject: READER, person };
  if (!people) return () => visitor;
  const known = byToken(people);
  return (token) => (token === null ? visitor : known(token));
}

/** Not a message but a name: it is kept with what one writes, whatever language is read later. */
function you(): Person {
  const lang = globalThis.document?.documentElement.lang ?? '';
  return { name: /^fr\b/i.test(lang) ? 'Vous' : 'You', subscriber: true };
}

async function threadsOf(seed: SeedThread[] | string): Promise<SeedThread[]> {
  return typeof seed === 'string' ? parseSeed(await send(seed, SEED_TIMEOUT, undefined)) : seed;
}
