import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkBackend, formatReport } from '../../src/backend/conformance/index.js';
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

describe('the conformance suite passes a backend that', { concurrency: 4 }, () => {
  for (const [what, options] of UNUSUAL) {
    it(what, async () => {
      const report = await checkBackend(() => memoryHarness((whole) => whole, options));
      assert.equal(report.verdict, 'passed', formatReport(report));
    });
  }
});
