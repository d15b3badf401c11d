import type { CommentsBackend } from '../../backend/contract.js';
import { resolveBackend } from '../../backend/resolve.js';
import { PalabreError } from '../../model/errors.js';
import { COUNTED_KEYS_MAX, isThreadKey } from '../../model/thread.js';
import { whenNear } from '../thread/when-near.js';
import { warnOnce } from '../warn.js';

/** Milliseconds; what comes within a moment goes along in one call. */
const MOMENT = 30;

const WARNING = 'comments could not be counted';

interface Question {
  key: string;
  isNear: boolean;
  answer(count: number | null): void;
}

/** What is asked of one backend and not sent yet. */
class Counter {
  readonly #backend: string | CommentsBackend;
  readonly #waiting = new Set<Question>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(backend: string | CommentsBackend) {
    this.#backend = backend;
  }

  add(question: Question): void {
    this.#waiting.add(question);
  }

  drop(question: Question): void {
    this.#waiting.delete(question);
  }

  hurry(question: Question): void {
    question.isNear = true;
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#send(), MOMENT);
  }

  #send(): void {
    this.#timer = undefined;
    const questions = [...this.#waiting].sort((a, b) => Number(b.isNear) - Number(a.isNear));
    const near = new Set(questions.filter(({ isNear }) => isNear).map(({ key }) => key));
    const calls = Math.ceil(near.size / COUNTED_KEYS_MAX);
    // There is room for more in the last call: what is farther down is not asked for one by one while
    // the reader scrolls. And in one order, so that a cache knows the same page's question.
    const keys = [...new Set(questions.map(({ key }) => key))]
      .slice(0, calls * COUNTED_KEYS_MAX)
      .sort();
    for (let from = 0; from < keys.length; from += COUNTED_KEYS_MAX) {
      void this.#ask(keys.slice(from, from + COUNTED_KEYS_MAX));
    }
  }

  async #ask(keys: string[]): Promise<void> {
    const asked = [...this.#waiting].filter(({ key }) => keys.includes(key));
    for (const question of asked) this.#waiting.delete(question);
    const counts = await this.#load(keys);
    for (const { key, answer } of asked) answer(counts.get(key) ?? null);
  }

  async #load(keys: string[]): Promise<Map<string, number>> {
    try {
      const backend = await resolveBackend(this.#backend);
      if (!backend.loadCounts) return new Map();
      const counts = await backend.loadCounts(keys, {});
      return new Map(counts.map(({ key, count }) => [key, count]));
    } catch (error) {
      warnOnce(WARNING, error);
      return new Map();
    }
  }
}

const byAddress = new Map<string, Counter>();
const byObject = new WeakMap<object, Counter>();

function counterOf(backend: string | CommentsBackend): Counter {
  const isAddress = typeof backend === 'string';
  const known = isAddress ? byAddress.get(backend) : byObject.get(backend);
  if (known) return known;
  const counter = new Counter(backend);
  if (isAddress) byAddress.set(backend, counter);
  else byObject.set(backend, counter);
  return counter;
}

/**
 * How many comments a thread has, asked once `element` is near the window, in one call with whatever
 * else is asked of this backend. `null` where that cannot be had.
 * @param signal ends the question, which then is not answered
 */
export function countThread(
  element: Element,
  backend: string | CommentsBackend,
  key: string,
  signal: AbortSignal,
): Promise<number | null> {
  return new Promise((resolve) => {
    if (!isThreadKey(key)) {
      warnOnce(WARNING, new PalabreError('invalid', `"${key}" is no key of a thread`));
      resolve(null);
      return;
    }
    const counter = counterOf(backend);
    const question: Question = { key, isNear: false, answer: resolve };
    counter.add(question);
    signal.addEventListener('abort', () => counter.drop(question));
    void whenNear(element, signal).then(() => {
      if (!signal.aborted) counter.hurry(question);
    });
  });
}
