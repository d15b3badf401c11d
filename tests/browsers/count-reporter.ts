import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { addCounts, because, noCounts, type Counts } from '../support/counts.js';

type FileCounts = Counts & {
  named: string[];
  /** Whether the browser was lost with it: nothing is known of its tests. */
  isLost: boolean;
};

export interface CountReporter extends Reporter {
  /** The files that ended without results in an engine. */
  lostIn(engine: string): string[];
  /** Whether each of so many files passed in each engine. */
  isPassed(files: number): boolean;
}

/**
 * Counts the tests that really ran, and tells after each file how many those were in an engine. A file
 * that could not run counts as one failure; of one that runs again, the last time counts.
 */
export function countReporter(
  engines: readonly string[],
  tell: (engine: string, counts: Counts & { named: string[] }) => void,
): CountReporter {
  const known = new Map(engines.map((engine) => [engine, new Map<string, FileCounts>()]));
  const countsOf = (engine: string): FileCounts[] => [...known.get(engine)!.values()];
  return {
    reportTestFileResults({ sessionsForTestFile, testFile }) {
      const file = relative('.', testFile);
      for (const session of sessionsForTestFile) {
        const { name } = session.browser;
        known.get(name)!.set(file, countSession(session));
        const counts = countsOf(name);
        const named = counts.flatMap((one) => one.named);
        tell(name, { ...counts.reduce<Counts>(addCounts, noCounts()), named });
      }
    },
    lostIn: (engine) => [...known.get(engine)!].filter(([, it]) => it.isLost).map(([file]) => file),
    isPassed: (files) =>
      engines.every((engine) => {
        const counts = countsOf(engine);
        return counts.length === files && counts.every(({ failed }) => failed === 0);
      }),
  };
}

function countSession(session: TestSession): FileCounts {
  const { testResults, passed } = session;
  const counts = testResults ? countSuite(testResults) : noCounts();
  if (!passed && counts.failed === 0) counts.failed = 1;
  return { ...counts, named: failuresOf(session), isLost: !testResults };
}

/**
 * The tests that failed, and what no test is to blame for: of a hook that failed, without which none of
 * the tests behind it ran, or of a file that could not run.
 */
function failuresOf({ testFile, testResults, passed, errors }: TestSession): string[] {
  const file = testFile && relative('.', testFile);
  const outside = errors.map(({ message }) => `failed: ${file}${because(message)}`);
  const names = (testResults ? failedIn(testResults) : []).map(
    (name) => `failed: ${file}: ${name}`,
  );
  const all = [...outside, ...names];
  return passed || all.length > 0 ? all : [`failed: ${file}`];
}

function failedIn({ tests, suites }: TestSuiteResult): string[] {
  const own = tests
    .filter((test) => !test.passed && !test.skipped)
    .map(({ name, error }) => `${name}${because(error?.message)}`);
  return [...own, ...suites.flatMap(failedIn)];
}

function countSuite({ tests, suites }: TestSuiteResult): Counts {
  const own = {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: tests.filter((test) => !test.passed && !test.skipped).length,
    skipped: tests.filter((test) => test.skipped).length,
  };
  return suites.map(countSuite).reduce(addCounts, own);
}
