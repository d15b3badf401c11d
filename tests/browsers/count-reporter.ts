import { relative } from 'node:path';
import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { addCounts, because, noCounts, type Counts } from '../support/counts.js';

type BrowserCounts = Counts & { named: string[] };

export interface CountReporter extends Reporter {
  byEngine: Map<string, BrowserCounts>;
}

/** Counts the tests that really ran. A file that could not run counts as one failure. */
export function countReporter(): CountReporter {
  const byEngine = new Map<string, BrowserCounts>();
  return {
    byEngine,
    onTestRunFinished({ sessions }) {
      byEngine.clear();
      for (const session of sessions) {
        const { name } = session.browser;
        const before = byEngine.get(name) ?? { ...noCounts(), named: [] };
        const named = [...before.named, ...failuresOf(session)];
        byEngine.set(name, { ...addCounts(before, countSession(session)), named });
      }
    },
  };
}

function countSession(session: TestSession): Counts {
  const counts = session.testResults ? countSuite(session.testResults) : noCounts();
  if (!session.passed && counts.failed === 0) counts.failed = 1;
  return counts;
}

/** The tests that failed; of a file that could not run, the file. */
function failuresOf({ testFile, testResults, passed }: TestSession): string[] {
  const file = testFile && relative('.', testFile);
  const names = testResults ? failedIn(testResults) : [];
  if (!passed && names.length === 0) return [`failed: ${file}`];
  return names.map((name) => `failed: ${file}: ${name}`);
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
