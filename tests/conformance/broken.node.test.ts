import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBackend, formatReport, RULE_NAMES } from '../../src/backend/conformance/index.js';
import type { Broken } from './broken/broken.js';
import { GUESTS } from './broken/guests.js';
import { RESENDS } from './broken/resends.js';
import { RULE_1 } from './broken/rule1.js';
import { RULE_2 } from './broken/rule2.js';
import { RULE_3 } from './broken/rule3.js';
import { RULE_4 } from './broken/rule4.js';
import { RULES_5_AND_6 } from './broken/rules5to6.js';
import { RULES_7_AND_8 } from './broken/rules7to8.js';
import { RULE_9 } from './broken/rule9.js';
import { REQUIRED } from './broken/required.js';
import { SUBSCRIBING } from './broken/subscribing.js';
import { UNANSWERED } from './broken/unanswered.js';
import { memoryHarness } from './memory-harness.js';

const BROKEN: Broken[] = [
  ...REQUIRED,
  ...RULE_1,
  ...RESENDS,
  ...RULE_2,
  ...RULE_3,
  ...GUESTS,
  ...RULE_4,
  ...RULES_5_AND_6,
  ...SUBSCRIBING,
  ...RULES_7_AND_8,
  ...RULE_9,
  ...UNANSWERED,
];

// Most of a run is waiting for the clock, so that comments get times of their own.
describe('the conformance suite', { concurrency: 8 }, () => {
  it('passes the backend that the broken ones are made of', async () => {
    const report = await checkBackend(() => memoryHarness((whole) => ({ ...whole })));
    assert.equal(report.verdict, 'passed', formatReport(report));
  });

  it('knows a broken backend for every rule', () => {
    assert.deepEqual([...new Set(BROKEN.map(({ rule }) => rule))].sort(), [...RULE_NAMES].sort());
  });

  for (const { what, rule, test, make, rules } of BROKEN) {
    it(`fails a backend that ${what}, by ${rule}`, async () => {
      const harness = memoryHarness((whole) => ({ ...whole, ...make({ ...whole }) }), rules);
      const report = await checkBackend(() => harness, { rules: [rule] });
      const text = formatReport(report);
      const result = report.rules.flatMap(({ tests }) => tests).find(({ name }) => name === test);
      assert.equal(result?.outcome, 'failed', `“${test}” did not fail:\n${text}`);
      assert.equal(report.verdict, 'failed');
      assert.ok(text.includes(`✗ ${test}\n`), text);
      assert.match(text, new RegExp(`Verdict: failed\\..*${rule}`));
    });
  }
});
