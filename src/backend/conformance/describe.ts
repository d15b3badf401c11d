import { OPTIONAL_METHODS, type CommentsBackend } from '../contract.js';
import { Breach, HarnessFailure } from './assert.js';
import { CONSEQUENCES } from './consequences.js';
import { CAPABILITIES, type Capability, type Harness, type Runner } from './harness.js';
import { DEFAULT_TIMEOUT, makeHarness, plan, type PlannedTest } from './plan.js';
import { RULES } from './rules.js';

interface Test {
  name: string;
  run: () => Promise<void>;
}

/**
 * Registers the suite. Await it where the runner collects its tests (at the top level of a test
 * file): it makes one harness first, to learn what the backend declares absent. Each absent method
 * appears as a passing test of the name `declares absent: …`, with how many tests were left out for
 * it, each absent part of the harness as `not tested: …`. What a failed test says ends with why its
 * rule matters.
 *
 * `timeout` is the milliseconds that each test may take, 30,000 by default: some write a hundred
 * comments. Allow the runner's own time-out as much.
 *
 * @param factory called once
 * @throws Error if the harness cannot be made
 */
export async function describeBackend(
  factory: () => Harness | Promise<Harness>,
  {
    name,
    describe,
    it,
    after,
    timeout = DEFAULT_TIMEOUT,
  }: Runner & { name: string; timeout?: number },
): Promise<void> {
  const harness = await makeHarness(factory, timeout);
  const tests = plan(harness, timeout);
  const suites: [title: string, tests: Test[]][] = RULES.map((rule) => [
    `${rule.name}: ${rule.title}`,
    tests.filter((test) => test.rule === rule && !test.missing).map(toTest),
  ]);
  suites.push(['absent', absences(harness, tests)]);

  describe(name, () => {
    for (const [title, members] of suites) {
      // Some runners fail a suite that has no test.
      if (members.length === 0) continue;
      describe(title, () => {
        for (const test of members) it(test.name, test.run);
      });
    }
    const dispose = async (): Promise<void> => harness.dispose?.();
    if (after !== undefined) after(dispose);
    else it('lets go of what it opened', dispose);
  });
}

function toTest({ rule, name, run }: PlannedTest): Test {
  const explained = (error: unknown): never => {
    if (error instanceof HarnessFailure) throw error;
    const { message, cause } = error as Breach;
    // The stack of what was thrown, if it was not thrown by the suite itself.
    const options = cause instanceof Breach ? {} : { cause };
    throw new Breach(`${message}\n${rule.name}, ${rule.title}. Why: ${rule.why}`, options);
  };
  return { name: `${rule.name}: ${name}`, run: () => run().catch(explained) };
}

/** Passing tests that say what was not tested, and what follows from it. */
function absences(harness: Harness, tests: PlannedTest[]): Test[] {
  const leftOut = (missing: string): number =>
    tests.filter((test) => test.missing === missing).length;
  const backend: CommentsBackend = harness.backend;
  const names = OPTIONAL_METHODS.filter((method) => typeof backend[method] !== 'function').map(
    (method) =>
      `declares absent: ${method} (${CONSEQUENCES[method]}); tests left out: ${leftOut(method)}`,
  );
  for (const part of Object.keys(CAPABILITIES) as Capability[]) {
    const count = leftOut(part);
    if (count === 0) continue;
    names.push(
      `not tested: ${CAPABILITIES[part]} (the harness has no ${part}()); tests left out: ${count}`,
    );
  }
  return names.map((name) => ({ name, run: () => Promise.resolve() }));
}
