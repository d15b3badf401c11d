import type { CommentsBackend } from '../contract.js';
import { Breach, HarnessFailure } from './assert.js';
import { CAPABILITIES, type Capability, type Harness } from './harness.js';
import { RULES, type Rule } from './rules.js';
import { Site, type Need, type OptionalMethod } from './site.js';
import { watch, type Silences } from './watch.js';

/** Why a test is left out: a method that the backend lacks, or a part that the harness does. */
export type Missing = OptionalMethod | Capability;

export interface PlannedTest {
  rule: Rule;
  /** Unique within its rule. */
  name: string;
  missing: Missing | null;
  /**
   * @throws Breach with a message that needs no stack trace; its cause is what was thrown.
   * HarnessFailure if the harness is to blame.
   */
  run: () => Promise<void>;
}

/** Milliseconds that a test may take. Some write a hundred comments. */
export const DEFAULT_TIMEOUT = 30_000;

/** Makes the harness, and sees that it is one. @throws HarnessFailure */
export async function makeHarness(
  factory: () => Harness | Promise<Harness>,
  timeout: number,
): Promise<Harness> {
  const made = (async () => factory())();
  const harness = await within(timeout, made, () => 'the factory gave no harness').catch(
    (error: unknown) => {
      const problem = error instanceof Error ? error.message : String(error);
      throw new HarnessFailure(`The harness could not be made: ${problem}`, { cause: error });
    },
  );
  const parts = harness as Partial<Harness> | null;
  if (typeof parts?.backend !== 'object' || !parts.backend) {
    throw new HarnessFailure('The harness has no backend.');
  }
  for (const name of ['newThread', 'token'] as const) {
    if (typeof parts[name] !== 'function') throw new HarnessFailure(`The harness lacks ${name}().`);
  }
  return harness;
}

/** Every test of the suite, and what keeps it from being run on this harness. */
export function plan(harness: Harness, timeout: number): PlannedTest[] {
  const silences: Silences = new Map();
  const tests: PlannedTest[] = [];
  for (const rule of RULES) {
    for (const define of rule.define) {
      define((name, needs, body) => {
        const run = async (): Promise<void> => {
          const watched = watch(harness.backend, silences);
          try {
            const work = (async () => body(new Site(harness, watched.backend)))();
            await within(timeout, work, () => {
              const waiting = watched.blame();
              return waiting.length
                ? `${waiting.join(' and ')} gave no answer`
                : 'the test came to no end';
            });
          } catch (error) {
            if (error instanceof HarnessFailure) throw error;
            throw new Breach(watched.explain(error), { cause: error });
          } finally {
            watched.end();
          }
        };
        tests.push({ rule, name, missing: missingOf(harness, needs), run });
      });
    }
  }
  return tests;
}

function missingOf(harness: Harness, needs: readonly Need[]): Missing | null {
  const backend: CommentsBackend = harness.backend;
  const parts: { [P in Capability]?: unknown } = harness;
  for (const need of needs) {
    if (need in CAPABILITIES) {
      if (typeof parts[need as Capability] !== 'function') return need as Capability;
    } else if (need === 'content') {
      const writes = typeof harness.write === 'function';
      if (!writes && typeof backend.createComment !== 'function') return 'createComment';
    } else if (typeof backend[need as OptionalMethod] !== 'function') {
      return need;
    }
  }
  return null;
}

/** What the work answers; rejects with what `late` says of it if that takes too long. */
export async function within<T>(ms: number, work: Promise<T>, late: () => string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Breach(`${late()} within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}
