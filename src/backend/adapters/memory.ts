/**
 * A whole discussion in memory, for tests and for pages that show components: it keeps the contract
 * as the reference server does, and can be told to be slow, to fail and to answer nonsense.
 *
 * ```js
 * import { memoryBackend } from 'palabre/adapters/memory';
 *
 * const backend = memoryBackend({
 *   people: { alice: { name: 'Alice', subscriber: true } },
 *   threads: [{ key: 'article', comments: [{ author: 'Bob', text: 'First.', up: 4 }] }],
 * });
 * thread.backend = backend;
 * thread.token = 'alice';
 * backend.fail('voteComment', 'unavailable', { retryAfter: 5 });
 * ```
 * @module
 */
import { parseSource } from '../../markup/parse.js';
import { newId } from '../../model/new-id.js';
import { isErrorCode } from '../../model/error-codes.js';
import { PalabreError, type ErrorCode } from '../../model/errors.js';
import type { CallOptions, CommentsBackend } from '../contract.js';
import { createEngine, type Store } from '../engine/engine.js';
import { byToken, type People, type Person } from '../engine/people.js';
import { rulesOf, type SiteRules } from '../engine/rules.js';
import { seedThreads, type SeedComment, type SeedThread } from '../engine/seed.js';
import { emptyState, type State } from '../engine/state.js';

export type { People, Person, SeedComment, SeedThread, SiteRules, State };

/** Any method of the contract. */
export type Method = keyof CommentsBackend;

/** Milliseconds, for all methods or for each; a call that is aborted does not wait for its end. */
export type Delay = number | ((method: Method) => number);

export interface MemoryBackendOptions extends SiteRules {
  /** What there is to read at first. */
  threads?: SeedThread[];
  /** Who may sign in, by token. The object is looked at in each call: add to it at any time. */
  people?: People;
  /** 0 by default: an answer then comes as soon as a promise can. */
  delay?: Delay;
  /** A state to go on with, such as another backend's; it is used itself, not copied. */
  state?: State;
}

export interface Fault {
  /** How many calls in a row meet it; 1 by default, `Infinity` for all to come. */
  times?: number;
}

export interface Failure extends Fault {
  /** Seconds, as the error has it. */
  retryAfter?: number | null;
  /** Whether the call is carried out all the same, and only its answer lost; not by default. */
  done?: boolean;
}

/**
 * The contract's methods stand alone, so that one can be left out:
 * `const { voteComment, ...backend } = memoryBackend()`.
 */
export interface MemoryBackend extends Required<CommentsBackend> {
  /** Everything that is kept, alive: what is changed here is answered from then on. */
  readonly state: State;
  /** How long calls take from now on. */
  delay: Delay;
  /** Lets calls of a method fail. Faults of one method take their turns. */
  fail(method: Method, code: ErrorCode, failure?: Failure): void;
  /** Carries calls of a method out, and answers something else, such as nonsense. */
  answer(method: Method, answer: unknown, fault?: Fault): void;
  /** Ends all faults. */
  mend(): void;
}

type AnyMethod = (...args: unknown[]) => Promise<unknown>;

interface KeptFault {
  left: number;
  /** @param call carries the call out */
  act: (call: () => Promise<unknown>) => Promise<unknown>;
}

/** A discussion that lasts as long as the page or the process. */
export function memoryBackend(options: MemoryBackendOptions = {}): MemoryBackend {
  const { people = {}, threads = [], state = emptyState(newId()) } = options;
  const rules = rulesOf(options);
  seedThreads({ state, people, parse: parseSource, now: rules.now() }, threads);
  const store = storeOf(state);
  const engine = createEngine({ store, rules, identify: byToken(people), parse: parseSource });
  const faults = new Map<Method, KeptFault[]>();

  const add = (method: Method, { times = 1 }: Fault, act: KeptFault['act']): void => {
    if (typeof engine[method] !== 'function') throw new TypeError(`There is no method ${method}.`);
    faults.set(method, [...(faults.get(method) ?? []), { left: times, act }]);
  };

  const backend: MemoryBackend = {
    ...engine,
    state,
    delay: options.delay ?? 0,
    fail(method, code, failure = {}) {
      if (!isErrorCode(code)) throw new TypeError(`There is no code ${String(code)}.`);
      const { retryAfter = null, done = false } = failure;
      add(method, failure, async (call) => {
        if (done) await call();
        throw new PalabreError(code, `${method} was told to fail.`, { retryAfter });
      });
    },
    answer: (method, answer, fault = {}) =>
      add(method, fault, async (call) => {
        await call();
        return answer;
      }),
    mend: () => faults.clear(),
  };

  for (const [name, method] of Object.entries(engine) as [Method, AnyMethod][]) {
    const observed: AnyMethod = async (...args) => {
      const { signal } = args.at(-1) as CallOptions;
      const { delay } = backend;
      await wait(typeof delay === 'number' ? delay : delay(name), signal);
      const call = (): Promise<unknown> => method(...args);
      const fault = faults.get(name)?.find(({ left }) => left > 0);
      if (!fault) return call();
      fault.left -= 1;
      return fault.act(call);
    };
    Object.assign(backend, { [name]: observed });
  }
  return backend;
}

/** Who is told of changes, by state: several backends may go on with one. */
const listeners = new WeakMap<State, Set<() => void>>();

function storeOf(state: State): Store {
  const all = listeners.get(state) ?? new Set();
  listeners.set(state, all);
  const use = <T>(work: (state: State) => T): Promise<T> =>
    new Promise((resolve) => resolve(work(state)));
  return {
    read: use,
    async change(work) {
      const answer = await use(work);
      for (const tell of all) tell();
      return answer;
    },
    follow(tell) {
      all.add(tell);
      return () => void all.delete(tell);
    },
  };
}

/** @throws the signal's reason, as soon as it is aborted */
async function wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  if (milliseconds <= 0) return;
  await new Promise<void>((resolve, reject) => {
    const abort = (): void => {
      clearTimeout(timer);
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as signals do
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
