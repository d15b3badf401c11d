import { CONSEQUENCES } from './consequences.js';
import { CAPABILITIES, type Capability } from './harness.js';
import type { Missing } from './plan.js';
import type { RuleName } from './rules.js';
import type { OptionalMethod } from './site.js';

export type TestResult = { name: string } & (
  | { outcome: 'passed' }
  /** `message` says what was expected and what was answered. */
  | { outcome: 'failed'; message: string }
  /** `missing` is the method that the backend lacks, or the part that the harness does. */
  | { outcome: 'left out'; missing: Missing }
);

export interface RuleReport {
  rule: RuleName;
  title: string;
  /** What a reader or the newsroom meets where it is broken. */
  why: string;
  tests: TestResult[];
}

/**
 * - `passed`: everything that the backend has keeps the contract; - `failed`: a test failed;
 * - `incomplete`: no test failed, but rules were left out, or the harness lacks what it takes to
 *   test what the backend has;
 * - `untested`: the harness failed, so nothing is known.
 */
export type Verdict = 'passed' | 'failed' | 'incomplete' | 'untested';

/** What a run found, as data: it survives JSON. */
export interface Report {
  verdict: Verdict;
  /** What went wrong in the harness itself; empty if nothing did. */
  harness: string[];
  rules: RuleReport[];
  /** The methods that the backend lacks, and what is lost without them. */
  absent: { method: OptionalMethod; consequence: string }[];
  /** The parts that the harness lacks, and what is not tested without them. */
  untested: { capability: Capability; what: string }[];
}

/** The report as text, in lines of any length; a rule's title, why it matters, what it lacks. */
export function formatReport(report: Report): string {
  const parts = report.rules.map((rule) => formatRule(rule));
  if (report.absent.length > 0) {
    const lines = report.absent.map(
      ({ method, consequence }) => `  ${method}: ${consequence}${leftOut(report, method)}`,
    );
    parts.push(['Absent methods, and what is lost without them', ...lines].join('\n'));
  }
  if (report.untested.length > 0) {
    const lines = report.untested.map(
      ({ capability, what }) =>
        `  ${what}: the harness has no ${capability}()${leftOut(report, capability)}`,
    );
    parts.push(['Not tested', ...lines].join('\n'));
  }
  if (report.harness.length > 0) {
    parts.push(['The harness failed', ...report.harness.map((line) => indent(line, 2))].join('\n'));
  }
  parts.push(verdictLine(report));
  return `${parts.join('\n\n')}\n`;
}

function formatRule({ rule, title, why, tests }: RuleReport): string {
  const lines = [`${rule}: ${title}`, `  why: ${why}`];
  for (const test of tests) {
    if (test.outcome !== 'failed') continue;
    lines.push(`  ✗ ${test.name}`, indent(test.message, 6));
  }
  const passed = tests.filter(({ outcome }) => outcome === 'passed').length;
  lines.push(`  ✓ ${passed} passed`);
  const missing = new Map<Missing, number>();
  for (const test of tests) {
    if (test.outcome === 'left out') {
      missing.set(test.missing, (missing.get(test.missing) ?? 0) + 1);
    }
  }
  for (const [name, count] of missing) {
    const [whose, without] =
      name in CAPABILITIES
        ? ['harness', CAPABILITIES[name as Capability]]
        : ['backend', CONSEQUENCES[name as OptionalMethod]];
    lines.push(`  – ${count} left out, the ${whose} has no ${name} (${without})`);
  }
  return lines.join('\n');
}

function leftOut({ rules }: Report, missing: Missing): string {
  const count = rules
    .flatMap(({ tests }) => tests)
    .filter((test) => test.outcome === 'left out' && test.missing === missing).length;
  return ` (tests left out: ${count})`;
}

function verdictLine({ verdict, rules }: Report): string {
  const tests = rules.flatMap((rule) => rule.tests);
  const failed = tests.filter(({ outcome }) => outcome === 'failed').length;
  const run = tests.filter(({ outcome }) => outcome !== 'left out').length;
  switch (verdict) {
    case 'passed':
      return `Verdict: passed. What the backend has keeps the contract (${run} tests).`;
    case 'failed': {
      const broken = rules
        .filter((rule) => rule.tests.some(({ outcome }) => outcome === 'failed'))
        .map(({ rule }) => rule);
      return `Verdict: failed. ${failed} of ${run} tests failed, of ${broken.join(', ')}.`;
    }
    case 'incomplete':
      return `Verdict: incomplete. ${run} tests passed, but not everything was tested.`;
    case 'untested':
      return 'Verdict: untested. The harness failed, which says nothing about the backend.';
  }
}

function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}
