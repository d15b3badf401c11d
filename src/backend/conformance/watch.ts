import { PARSERS } from '../checked.js';
import { OPTIONAL_METHODS, type CommentsBackend } from '../contract.js';
import { REQUIRED_METHODS } from '../required.js';
import { Breach, show } from './assert.js';

type Method = keyof CommentsBackend;

/** In how many tests a method may give no answer before it is not called any more. */
const SILENCES = 2;

/** What all tests of a run know of the backend: in how many of them a method gave no answer. */
export type Silences = Map<Method, number>;

/** One test's view of a backend: every call is followed, every answer looked at. */
export interface Watch {
  backend: CommentsBackend;
  /** A sentence about what went wrong, whatever was thrown. */
  explain(error: unknown): string;
  /** The methods that are waited for, which is held against them. */
  blame(): Method[];
  /** Ends the test: no call goes through any more. */
  end(): void;
}

/**
 * The same backend; but what throws at once, answers no promise or answers what the contract does
 * not know becomes a {@link Breach} that says so. Rejections pass as they are.
 */
export function watch(backend: CommentsBackend, silences: Silences): Watch {
  const methods = backend as unknown as Record<Method, unknown>;
  const waiting = new Map<symbol, Method>();
  const rejected = new Map<unknown, Method>();
  let over = false;

  const follow = async (name: Method, args: unknown[]): Promise<unknown> => {
    if (over) throw new Breach('the test is over');
    if ((silences.get(name) ?? 0) >= SILENCES) {
      throw new Breach(`${name} gave no answer in ${SILENCES} tests, and is not called again`);
    }
    const call = Symbol();
    waiting.set(call, name);
    try {
      const answer = await promised(name, methods[name] as () => unknown, backend, args);
      checkShape(name, answer);
      return answer;
    } catch (error) {
      rejected.set(error, name);
      throw error;
    } finally {
      waiting.delete(call);
    }
  };

  const watched: Record<string, unknown> = {};
  for (const name of [...REQUIRED_METHODS, ...OPTIONAL_METHODS]) {
    const method = methods[name];
    if (typeof method === 'function') watched[name] = (...args: unknown[]) => follow(name, args);
    else if (method !== undefined) watched[name] = method;
  }

  return {
    backend: watched as unknown as CommentsBackend,
    explain(error) {
      if (error instanceof Breach) return error.message;
      const method = rejected.get(error);
      return method ? `${method} rejected with ${show(error)}` : show(error);
    },
    end() {
      over = true;
    },
    blame() {
      const silent = [...new Set(waiting.values())];
      for (const name of silent) silences.set(name, (silences.get(name) ?? 0) + 1);
      return silent;
    },
  };
}

function promised(
  name: Method,
  method: (...args: unknown[]) => unknown,
  backend: CommentsBackend,
  args: unknown[],
): PromiseLike<unknown> {
  let answer: unknown;
  try {
    answer = method.apply(backend, args);
  } catch (error) {
    throw new Breach(`${name} threw ${show(error)}; a failure is a rejected promise`);
  }
  if (typeof (answer as PromiseLike<unknown> | null)?.then !== 'function') {
    throw new Breach(`${name} answered ${show(answer)}, which is no promise`);
  }
  return answer as PromiseLike<unknown>;
}

function checkShape(name: Method, answer: unknown): void {
  try {
    // A parser may tidy what it is given.
    PARSERS[name](structuredClone(answer));
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new Breach(`${name} answered what is not in the contract (${problem}): ${show(answer)}`);
  }
}
