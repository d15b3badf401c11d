/**
 * The suite that every backend passes: `palabre/backend/conformance`. It needs no test runner of
 * its own and no assertion library.
 *
 * ```js
 * import { after, describe, it } from 'node:test';
 * import { describeBackend } from 'palabre/backend/conformance';
 *
 * await describeBackend(makeHarness, { name: 'our comments', describe, it, after });
 * ```
 * @module
 */
import { OPTIONAL_METHODS, type CommentsBackend } from '../contract.js';
import type { Harness, Runner } from './harness.js';
import { requiredMethods } from './required-methods.js';
import { idempotentWrites } from './rule1-idempotent-writes.js';
import { publicAndPersonal } from './rule2-public-and-personal.js';
import { permissions } from './rule3-permissions.js';
import { lists } from './rule4-lists.js';
import { around } from './rule5-around.js';
import { changes } from './rule6-changes.js';
import { errors } from './rule7-errors.js';
import { bodies } from './rule8-bodies.js';
import { tombstones } from './rule9-tombstones.js';
import { Site, type Need, type OptionalMethod } from './site.js';
import type { DefineTest } from './test.js';

export { PERSONAS, type Account, type Harness, type Persona, type Runner } from './harness.js';

/** In the order of the contract. */
const RULES: [title: string, define: (test: DefineTest) => void][] = [
  ['required methods', requiredMethods],
  ['rule 1', idempotentWrites],
  ['rule 2', publicAndPersonal],
  ['rule 3', permissions],
  ['rule 4', lists],
  ['rule 5', around],
  ['rule 6', changes],
  ['rule 7', errors],
  ['rule 8', bodies],
  ['rule 9', tombstones],
];

/** What a page does without, method by method. */
const CONSEQUENCES: Record<OptionalMethod, string> = {
  loadChanges: 'every visit loads the whole first page again',
  loadViewer: 'everybody is a visitor who only reads',
  createGuest: 'a name is never enough, one has to sign in',
  loadCounts: 'comment counts are not shown',
  loadLatest: 'the latest comments of the site are not shown',
  createComment: 'nobody writes',
  editComment: 'comments cannot be edited',
  deleteComment: 'comments cannot be withdrawn',
  voteComment: 'votes are not shown',
  pickComment: 'editors pick nothing',
  reportComment: 'comments cannot be reported',
  moderateComment: 'moderators approve and restore nothing in the page',
  loadQueue: 'what waits for moderators is not shown',
  suspendAccount: 'accounts are suspended elsewhere',
  updateThread: 'threads cannot be closed or named',
  eraseAccount: 'accounts are erased elsewhere',
  exportAccount: 'accounts are exported elsewhere',
};

interface Test {
  name: string;
  run: () => Promise<void>;
}

/**
 * Registers the suite. Await it where the runner collects its tests (at the top level of a test
 * file): it makes one harness first, to learn what the backend declares absent. Each absent method
 * appears as a passing test of the name `declares absent: …`, with how many tests were left out for
 * it. Some tests write a hundred comments: allow each of them 30 seconds.
 *
 * @param factory called once
 */
export async function describeBackend(
  factory: () => Harness | Promise<Harness>,
  { name, describe, it, after }: Runner & { name: string },
): Promise<void> {
  const harness = await factory();
  const methods: CommentsBackend = harness.backend;
  const lacks = (need: Need): OptionalMethod | 'newAccount' | null => {
    if (need === 'content') return 'write' in harness ? null : lacks('createComment');
    if (typeof methods[need] !== 'function') return need;
    return need === 'eraseAccount' && !('newAccount' in harness) ? 'newAccount' : null;
  };

  const leftOut = new Map<string, number>();
  const suites: [title: string, tests: Test[]][] = RULES.map(([title, define]) => {
    const tests: Test[] = [];
    define((test, needs, body) => {
      const missing = needs.map(lacks).find((method) => method !== null);
      if (missing) leftOut.set(missing, (leftOut.get(missing) ?? 0) + 1);
      else tests.push({ name: `${title}: ${test}`, run: async () => body(new Site(harness)) });
    });
    return [title, tests];
  });

  const absences: Test[] = [];
  const tell = (method: string, what: string): void => {
    const name = `${what}; tests left out: ${leftOut.get(method) ?? 0}`;
    absences.push({ name, run: () => Promise.resolve() });
  };
  for (const method of OPTIONAL_METHODS) {
    if (lacks(method) === method) {
      tell(method, `declares absent: ${method} (${CONSEQUENCES[method]})`);
    }
  }
  if (leftOut.has('newAccount')) {
    tell('newAccount', 'not tested: eraseAccount (the harness makes no accounts)');
  }
  suites.push(['absent', absences]);

  describe(name, () => {
    for (const [title, tests] of suites) {
      // Some runners fail a suite that has no test.
      if (tests.length === 0) continue;
      describe(title, () => {
        for (const test of tests) it(test.name, test.run);
      });
    }
    const dispose = async (): Promise<void> => harness.dispose?.();
    if (after !== undefined) after(dispose);
    else it('lets go of what it opened', dispose);
  });
}
