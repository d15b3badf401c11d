import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import {
  checkBackend,
  describeBackend,
  formatReport,
  type Harness,
  type Report,
  type TestResult,
} from '../../src/backend/conformance/index.js';
import { OPTIONAL_METHODS } from '../../src/backend/contract.js';
import { memoryBackend } from '../../src/backend/adapters/memory.js';
import { harnessAround, memoryHarness, PERSONAS } from './memory-harness.js';

const never = new Promise<never>(() => {});

/** The suite on a backend of which some methods are others. */
function harness(methods: Record<string, unknown>): Harness {
  return memoryHarness((whole) => ({ ...whole, ...methods }));
}

function results(report: Report): TestResult[] {
  return report.rules.flatMap(({ tests }) => tests);
}

function failures(report: Report): string[] {
  return results(report).flatMap((test) => (test.outcome === 'failed' ? [test.message] : []));
}

/** Runs the suite as a test runner would. */
async function run(
  made: Harness,
  timeout?: number,
): Promise<{ names: string[]; failed: string[] }> {
  const bodies: [name: string, body: () => Promise<void>][] = [];
  await describeBackend(() => made, {
    name: 'recorded',
    describe: (_, body) => body(),
    it: (name, body) => bodies.push([name, body]),
    after: () => {},
    ...(timeout && { timeout }),
  });
  const failed: string[] = [];
  for (const [name, body] of bodies) {
    await body().catch((error: unknown) => failed.push(`${name}\n${String(error)}`));
  }
  return { names: bodies.map(([name]) => name), failed };
}

describe('a report', () => {
  it('tells by rule what failed, why it matters, and ends with a verdict', async () => {
    const report = await checkBackend(() =>
      memoryHarness((whole) => ({
        ...whole,
        loadComments: async (query, options) => {
          const page = await whole.loadComments(query, options);
          return { ...page, comments: [] };
        },
      })),
    );
    assert.equal(report.verdict, 'failed');
    const text = formatReport(report);
    for (const { rule, title, why } of report.rules) {
      assert.ok(text.includes(`${rule}: ${title}\n  why: ${why}\n`), `${rule} is not explained`);
      assert.ok(why.length > 60 && why.length < 260, `${rule}: ${why.length} characters`);
    }
    assert.match(
      text,
      /✗ paging by best meets each entry once\n\s+paging by best: .+ without its record/,
    );
    assert.match(text, /Verdict: failed\. \d+ of \d+ tests failed, of .*rule 4.*\n$/);
    assert.deepEqual(JSON.parse(JSON.stringify(report)), report);
  });

  it('tells what is absent, and what the page does without', async () => {
    const made = memoryHarness(({ voteComment: _, ...rest }) => rest);
    const report = await checkBackend(() => made);
    assert.equal(report.verdict, 'passed', formatReport(report));
    assert.deepEqual(report.absent, [
      { method: 'voteComment', consequence: 'votes are not shown' },
    ]);
    assert.match(
      formatReport(report),
      /\n {2}voteComment: votes are not shown \(tests left out: \d+\)\n/,
    );
    assert.match(formatReport(report), /– \d+ left out, the backend has no voteComment \(votes/);
  });

  it('passes nothing that was not tested', async () => {
    const { newAccount: _, ...rest } = memoryHarness((whole) => whole);
    const forgotten = await checkBackend(() => rest);
    assert.equal(forgotten.verdict, 'incomplete');
    assert.match(formatReport(forgotten), /Not tested\n.*erasing.*newAccount\(\) \(tests left out/);
    const stated = await checkBackend(() => ({ ...rest, newAccount: null }));
    assert.equal(stated.verdict, 'passed', formatReport(stated));
    const one = await checkBackend(() => memoryHarness((whole) => whole), { rules: ['rule 5'] });
    assert.deepEqual([one.verdict, one.rules.map(({ rule }) => rule)], ['incomplete', ['rule 5']]);
    const { loadThread, loadComments } = memoryBackend();
    const empty = await checkBackend(() => harnessAround({ loadThread, loadComments }, {}));
    assert.equal(empty.verdict, 'failed');
    assert.match(failures(empty).join(), /neither the backend has createComment nor the harness/);
  });

  it('tells of each test as it ends', async () => {
    const told: string[] = [];
    const report = await checkBackend(() => memoryHarness((whole) => whole), {
      rules: ['rule 5'],
      onTest: ({ rule, name, outcome }) => told.push(`${rule}: ${name} ${outcome}`),
    });
    const names = report.rules[0]!.tests.map(({ name }) => `rule 5: ${name} passed`);
    assert.deepEqual(told, names);
  });

  for (const [what, method, message] of [
    [
      'throws at once',
      () => {
        throw new TypeError('x is not a function');
      },
      /^loadThread threw TypeError: x is not a function; a failure is a rejected promise/,
    ],
    ['answers no promise', () => 42, /^loadThread answered 42, which is no promise/],
    ['answers nothing', async () => undefined, /^loadThread answered what is not in the contract/],
    [
      'answers nonsense',
      async () => ({ comments: [{ id: 1 }], lists: [] }),
      /^loadThread answered what is not in the contract \(thread\.comments\[0\].+\): \{"comments"/,
    ],
    [
      'rejects with what has no code',
      () => Promise.reject(new Error('ECONNREFUSED')),
      /^loadThread rejected with Error: ECONNREFUSED/,
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as some do
    ['rejects with nothing', () => Promise.reject(), /^loadThread rejected with undefined/],
  ] as const) {
    it(`says so by rule of a method that ${what}`, async () => {
      const report = await checkBackend(() => harness({ loadThread: method }));
      assert.equal(report.verdict, 'failed');
      const first = report.rules[0]!.tests.find(({ name }) => name.startsWith('a thread that'));
      assert.ok(first?.outcome === 'failed');
      assert.match(first.message, message);
      assert.doesNotMatch(formatReport(report), /\n\s+at /, 'a stack trace');
    });
  }

  it('comes to an end where a method never answers, and names it', async () => {
    let calls = 0;
    const loadThread = () => {
      calls += 1;
      return never;
    };
    const report = await checkBackend(() => harness({ loadThread }), { timeout: 250 });
    assert.equal(report.verdict, 'failed');
    assert.match(failures(report)[0]!, /^loadThread gave no answer within 0\.25 s/);
    assert.match(failures(report).join('\n'), /loadThread gave no answer in 2 tests, and is not/);
    assert.ok(calls < 4, `called ${calls} times`);
  });

  it('comes to an end where a backend always has more', async () => {
    const made = memoryHarness((whole) => ({
      ...whole,
      loadChanges: async (key, since, options) => {
        const changes = await whole.loadChanges(key, since, options);
        return { ...changes, comments: [], revision: since + 1, more: true };
      },
    }));
    const report = await checkBackend(() => made, { rules: ['rule 6'] });
    assert.match(failures(report).join('\n'), /no end after 500 answers/);
  });

  for (const [what, factory, problem] of [
    ['cannot be made', () => Promise.reject(new Error('no port')), /could not be made: no port/],
    ['takes for ever', () => never, /could not be made: the factory gave no harness within/],
    ['is nothing', () => null as unknown as Harness, /has no backend/],
    ['has no backend', () => ({}) as Harness, /has no backend/],
    ['has no threads', () => ({ backend: {} }) as unknown as Harness, /lacks newThread\(\)/],
    [
      'fails in a test',
      () => ({
        ...memoryHarness((whole) => whole),
        token: () => {
          throw new Error('no secret');
        },
      }),
      /failed in token\(\): Error: no secret/,
    ],
    [
      'fails at the end',
      () => ({
        ...memoryHarness((whole) => whole),
        dispose: () => Promise.reject(new Error('still open')),
      }),
      /dispose\(\): still open/,
    ],
  ] as const) {
    it(`says that it is the harness that ${what}`, async () => {
      const made = factory as () => Harness | Promise<Harness>;
      const report = await checkBackend(made, { timeout: 2_000 });
      assert.equal(report.verdict, 'untested');
      assert.match(report.harness.join('\n'), problem);
      assert.match(formatReport(report), /The harness failed[\s\S]+Verdict: untested\./);
    });
  }
});

describe('under a test runner', () => {
  it('a failure says why its rule matters', async () => {
    const { failed } = await run(harness({ loadLatest: async () => [] }));
    assert.ok(failed.length > 0);
    for (const failure of failed) assert.match(failure, /^(rule \d|required methods): .+\n/);
    assert.match(failed[0]!, /required methods, A page can show a discussion\. Why: Every visit/);
  });

  it('a method that never answers ends its test', async () => {
    const { failed } = await run(harness({ loadLatest: () => never }), 250);
    assert.match(failed.join('\n'), /loadLatest gave no answer within 0\.25 s/);
  });

  it('a harness that cannot be made is said so', async () => {
    const made = run(Promise.reject(new Error('no port')) as unknown as Harness);
    await assert.rejects(made, /The harness could not be made: no port/);
  });

  it('names what a backend declares absent, and runs the rest', async () => {
    const { names, failed } = await run(
      memoryHarness((whole) => {
        const backend = checked(whole);
        delete backend.voteComment;
        return backend;
      }),
    );
    assert.deepEqual(failed, []);
    const absent = names.filter((name) => name.startsWith('declares absent: voteComment'));
    assert.equal(absent.length, 1);
    assert.match(absent[0]!, /^declares absent: voteComment \(.+\); tests left out: [1-9]/);
    assert.ok(!names.some((name) => name.includes('a vote sent twice')));
  });

  it('runs on a backend that only reads', async () => {
    const { loadThread, loadComments, createComment } = memoryBackend({ people: PERSONAS });
    const made = harnessAround({ loadThread, loadComments }, {});
    made.write = async (thread, parent, source) => {
      const sent = { id: crypto.randomUUID(), thread, parent, source };
      return (await createComment(sent, { token: 'subscriberA' })).id;
    };
    const { names, failed } = await run(made);
    assert.deepEqual(failed, []);
    const absent = names.filter((name) => name.startsWith('declares absent'));
    assert.equal(absent.length, OPTIONAL_METHODS.length);
    assert.ok(names.some((name) => name.startsWith('rule 4: paging by best')));
  });
});
