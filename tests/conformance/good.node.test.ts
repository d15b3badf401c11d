import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBackend, formatReport } from '../../src/backend/conformance/index.js';
import type { MemoryBackend } from '../../src/backend/adapters/memory.js';
import { OPTIONAL_METHODS, type CommentsBackend } from '../../src/backend/contract.js';
import { REQUIRED_METHODS } from '../../src/backend/required.js';
import { memoryHarness, PERSONAS, type MemoryHarnessOptions } from './memory-harness.js';

/** Everybody as somebody else would have made them up. */
function dressed(dress: (person: object, number: number) => object): typeof PERSONAS {
  return Object.fromEntries(
    Object.entries(PERSONAS).map(([token, person], number) => [token, dress(person, number)]),
  ) as typeof PERSONAS;
}

const PICTURE = 'https://journal.example/default.png';
const NAME = 'Test reader';

const UNUSUAL: [what: string, options: MemoryHarnessOptions][] = [
  ['takes guests', { commentAccess: 'guests' }],
  ['has votes against comments', { downVotes: true }],
  ['lets everybody report', { reportAccess: 'everybody', hideAfterReports: 3 }],
  ['hides how new comments are voted for', { hideVotesMinutes: 60 }],
  [
    'gives everybody one picture',
    {
      people: dressed((person) => ({ ...person, picture: PICTURE })),
      newcomer: (number) => ({ subject: `p${number}`, name: `P ${number}`, picture: PICTURE }),
    },
  ],
  [
    'knows accounts by numbers',
    { newcomer: (number) => ({ subject: String(number), name: `Nº ${number}` }) },
  ],
  [
    'calls everybody the same',
    {
      people: dressed((person) => ({ ...person, name: NAME })),
      newcomer: (number) => ({ subject: `p${number}`, name: NAME }),
    },
  ],
  [
    'has names that begin like others',
    {
      people: dressed((person, number) => ({ ...person, name: `Reader ${number}` })),
      newcomer: (number) => ({ subject: `p${number}`, name: `Reader 1${number}` }),
    },
  ],
  [
    'has the shortest of names',
    {
      people: dressed((person, number) => ({ ...person, name: 'aeinrs'[number] })),
      newcomer: (number) => ({ subject: `p${number}`, name: 'e' }),
    },
  ],
];

/** An answer in which each text has become several. */
function split(answer: unknown): unknown {
  if (Array.isArray(answer)) {
    return answer.flatMap((part: unknown) => (isText(part) ? pieces(part) : [split(part)]));
  }
  if (typeof answer !== 'object' || !answer) return answer;
  return Object.fromEntries(Object.entries(answer).map(([key, part]) => [key, split(part)]));
}

function isText(part: unknown): part is { type: 'text'; value: string } {
  return (part as { type?: unknown } | null)?.type === 'text';
}

function pieces({ value }: { value: string }): object[] {
  const half = Math.ceil(value.length / 2);
  return [value.slice(0, half), value.slice(half)].map((piece) => ({ type: 'text', value: piece }));
}

function splitting(whole: MemoryBackend): CommentsBackend {
  const methods = [...REQUIRED_METHODS, ...OPTIONAL_METHODS].map((name) => {
    const method = whole[name] as (...args: unknown[]) => Promise<unknown>;
    // What is told while a call goes on is split as its answer is.
    const splitting = (arg: unknown): unknown =>
      typeof arg === 'function' ? (told: unknown) => void arg(split(told)) : arg;
    return [
      name,
      async (...args: unknown[]) => split(await method(...args.map(splitting))),
    ] as const;
  });
  return Object.fromEntries(methods) as unknown as CommentsBackend;
}

describe('the conformance suite passes a backend that', { concurrency: 4 }, () => {
  for (const [what, options] of UNUSUAL) {
    it(what, async () => {
      const report = await checkBackend(() => memoryHarness((whole) => whole, options));
      assert.equal(report.verdict, 'passed', formatReport(report));
    });
  }

  it('parses a text to several nodes', async () => {
    const report = await checkBackend(() => memoryHarness(splitting));
    assert.equal(report.verdict, 'passed', formatReport(report));
  });
});
