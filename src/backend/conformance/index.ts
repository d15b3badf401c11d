/**
 * The suite that every backend passes: `palabre/backend/conformance`. It needs no test runner of
 * its own and no assertion library. `describeBackend` runs under a test runner, `checkBackend`
 * without one; README.md beside this file says how.
 *
 * ```js
 * import { after, describe, it } from 'node:test';
 * import { describeBackend } from 'palabre/backend/conformance';
 *
 * await describeBackend(makeHarness, { name: 'our comments', describe, it, after });
 * ```
 * @module
 */
export { checkBackend, type CheckOptions } from './check.js';
export { describeBackend } from './describe.js';
export { PERSONAS, type Account, type Harness, type Persona, type Runner } from './harness.js';
export {
  formatReport,
  type Report,
  type RuleReport,
  type TestResult,
  type Verdict,
} from './report.js';
export { RULE_NAMES, type RuleName } from './rules.js';
