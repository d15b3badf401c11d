import type { Reporter, TestSession, TestSuiteResult } from '@web/test-runner';
import { addCounts, noCounts, type Counts } from '../support/counts.js';

export interface CountReporter extends Reporter {
  byEngine: Map<string, Counts>;
}

/** Counts the tests that really ran. A file that could not run counts as one failure. */
export function countReporter(): CountReporter {
  const byEngine = new Map<string, Counts>();
  return {
    byEngine,
    onTestRunFinished({ sessions }) {
      byEngine.clear();
      for (const session of sessions) {
        const { name } = session.browser;
        byEngine.set(name, addCounts(byEngine.get(name) ?? noCounts(), countSession(session)));
      }
    },
  };
}

function countSession(session: TestSession): Counts {
  const counts = session.testResults ? countSuite(session.testResults) : noCounts();
  if (!session.passed && counts.failed === 0) counts.failed = 1;
  return counts;
}

function countSuite({ tests, suites }: TestSuiteResult): Counts {
  const own = {
    passed: tests.filter((test) => test.passed && !test.skipped).length,
    failed: tests.filter((test) => !test.passed && !test.skipped).length,
    skipped: tests.filter((test) => test.skipped).length,
  };
  return suites.map(countSuite).reduce(addCounts, own);
}
