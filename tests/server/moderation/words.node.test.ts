import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { parseSource } from '../../../src/markup/parse.js';
import { createWordRules } from '../../../src/server/moderation/words.js';

const RULES = createWordRules([
  '# a list, with comments',
  'crétin   # at the end of a line, too',
  'sale type',
  'arnaq*',
  'bit.ly',
  '!viagra',
  '',
  '   ',
  '***',
]);

const judge = (source: string) => RULES.judge(parseSource(source));

describe('word rules', () => {
  const cases: [source: string, verdict: 'hold' | 'reject' | null][] = [
    ['Un texte sans rien.', null],
    ['Quel crétin !', 'hold'],
    ['QUEL CRETIN', 'hold'],
    ['des crétins', null],
    ['cre\u0301tin', 'hold'],
    ['cré\u200btin', 'hold'],
    ['cré*tin*', 'hold'],
    ['ｃｒéｔｉｎ', 'hold'],
    ['Sale  \n type', 'hold'],
    ['type sale', null],
    ['une arnaque', 'hold'],
    ['des arnaqueurs', 'hold'],
    ['un larnaque', null],
    ['voir https://bit.ly/abc', 'hold'],
    ['[voir](https://bit.ly/abc)', 'hold'],
    ['un bit, ly', 'hold'],
    ['Viagra', 'reject'],
    ['crétin, viagra', 'reject'],
    ['> crétin', 'hold'],
    ['```\ncrétin\n```', 'hold'],
    ['- un\n- crétin', 'hold'],
  ];
  for (const [source, verdict] of cases) {
    test(`${JSON.stringify(source)}: ${verdict ?? 'nothing'}`, () => {
      assert.equal(judge(source), verdict);
    });
  }

  test('a list without rules meets nothing', () => {
    const none = createWordRules(['# only a comment', '!', '…']);
    assert.equal(none.judge(parseSource('crétin … !')), null);
  });

  test('a word is met wherever it stands, whatever stands around it', () => {
    const around = fc.string({ unit: fc.constantFrom(...' .,;!\n«»–') });
    fc.assert(
      fc.property(around, around, (before, after) => {
        assert.equal(judge(`a${before} crétin ${after}b`), 'hold');
      }),
    );
  });
});
