import { OPTIONAL_METHODS, type CommentsBackend } from '../contract.js';
import { HarnessFailure } from './assert.js';
import { CONSEQUENCES } from './consequences.js';
import { CAPABILITIES, type Capability, type Harness } from './harness.js';
import { DEFAULT_TIMEOUT, makeHarness, plan, within, type PlannedTest } from './plan.js';
import type { Report, RuleReport, TestResult, Verdict } from './report.js';
import { RULE_NAMES, RULES, type RuleName } from './rules.js';

export interface CheckOptions {
  /** Milliseconds that each test may take, 30,000 by default; some write a hundred comments. */
  timeout?: number;
  /** Only the tests of these rules; the verdict is then at best `incomplete`. */
  rules?: readonly RuleName[];
  /** Is told of each test once it has ended or is left out. */
  onTest?: (result: TestResult & { rule: RuleName }) => void;
}

/**
 * Runs the suite without a test runner, one test after another, and tells what it found. It neither
 * rejects nor hangs, whatever the backend and the harness do; only code that never lets go of the
 * thread can hold it.
 *
 * ```js
 * const report = await checkBackend(makeHarness);
 * console.log(formatReport(report));
 * process.exit(report.verdict === 'passed' ? 0 : 1);
 * ```
 *
 * @param factory called once
 */
export async function checkBackend(
  factory: () => Harness | Promise<Harness>,
  { timeout = DEFAULT_TIMEOUT, rules: chosen = RULE_NAMES, onTest }: CheckOptions = {},
): Promise<Report> {
  const problems: string[] = [];
  let harness: Harness;
  try {
    harness = await makeHarness(factory, timeout);
  } catch (error) {
    problems.push((error as HarnessFailure).message);
    return { verdict: 'untested', harness: problems, rules: [], absent: [], untested: [] };
  }

  const rules: RuleReport[] = RULES.filter(({ name }) => chosen.includes(name)).map(
    ({ name, title, why }) => {
      return { rule: name, title, why, tests: [] };
    },
  );
  for (const test of plan(harness, timeout)) {
    const report = rules.find(({ rule }) => rule === test.rule.name);
    if (!report) continue;
    const result = await resultOf(test, problems);
    report.tests.push(result);
    onTest?.({ ...result, rule: test.rule.name });
  }

  const gone = (async () => harness.dispose?.())();
  await within(timeout, gone, () => 'dispose() came to no end').catch((error: unknown) => {
    problems.push(`dispose(): ${error instanceof Error ? error.message : String(error)}`);
  });

  const backend: CommentsBackend = harness.backend;
  const parts: { [P in Capability]?: unknown } = harness;
  const absent = OPTIONAL_METHODS.filter((name) => typeof backend[name] !== 'function');
  const untested = (Object.keys(CAPABILITIES) as Capability[]).filter((name) =>
    rules.some(({ tests }) => tests.some((it) => it.outcome === 'left out' && it.missing === name)),
  );
  return {
    verdict: judge(
      rules,
      problems,
      rules.length === RULES.length && untested.every((name) => parts[name] === null),
    ),
    harness: problems,
    rules,
    absent: absent.map((method) => ({ method, consequence: CONSEQUENCES[method] })),
    untested: untested.map((capability) => ({ capability, what: CAPABILITIES[capability] })),
  };
}

async function resultOf(
  { name, missing, run }: PlannedTest,
  problems: string[],
): Promise<TestResult> {
  if (missing) return { name, outcome: 'left out', missing };
  try {
    await run();
    return { name, outcome: 'passed' };
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof HarnessFailure && !problems.includes(message)) problems.push(message);
    return { name, outcome: 'failed', message };
  }
}

function judge(rules: RuleReport[], problems: string[], isWhole: boolean): Verdict {
  if (problems.length > 0) return 'untested';
  const failed = rules.some(({ tests }) => tests.some(({ outcome }) => outcome === 'failed'));
  if (failed) return 'failed';
  return isWhole ? 'passed' : 'incomplete';
}
