import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSafeUrl } from '../../src/model/body.js';
import { sourceLength, sourceProblem } from '../../src/model/source.js';
import { isSort, isThreadKey } from '../../src/model/thread.js';

describe('isThreadKey', () => {
  const keys: [what: string, key: string, allowed: boolean][] = [
    ['an address', 'https://n.example/2027/03/a?b=c#d', true],
    ['1,024 bytes', 'k'.repeat(1_024), true],
    ['1,025 bytes', 'k'.repeat(1_025), false],
    ['256 emoji of 4 bytes', '🌳'.repeat(256), true],
    ['256 emoji and a letter', `${'🌳'.repeat(256)}k`, false],
    ['512 letters of 2 bytes', 'é'.repeat(512), true],
    ['513 letters of 2 bytes', 'é'.repeat(513), false],
    ['half an emoji, three bytes when encoded', '\ud83c'.repeat(342), false],
    ['dots and a slash', '../', true],
    ['an encoded zero', '%00', true],
    ['nothing', '', false],
  ];
  for (const [what, key, allowed] of keys) {
    it(`${allowed ? 'takes' : 'refuses'} ${what}`, () => assert.equal(isThreadKey(key), allowed));
  }
});

describe('sourceProblem', () => {
  const texts: [what: string, text: string, problem: 'empty' | 'too-long' | null][] = [
    ['a word', 'mot', null],
    ['a question mark', '?', null],
    ['an emoji', '🌳', null],
    ['nothing', '', 'empty'],
    ['spaces', ' \n\t\u00a0\u202f\u3000', 'empty'],
    ['what cannot be seen', '\u200b\u200d\u2060\ufeff\u00ad', 'empty'],
    ['9,999 combining marks', '\u0301'.repeat(9_999), 'empty'],
    ['10,000 characters', 'a'.repeat(10_000), null],
    ['10,001 characters', 'a'.repeat(10_001), 'too-long'],
    ['10,000 emoji, each two UTF-16 units', '🌳'.repeat(10_000), null],
    ['10,001 emoji', '🌳'.repeat(10_001), 'too-long'],
    ['20,000 code points that NFC makes 10,000 of', 'e\u0301'.repeat(10_000), null],
    ['20,002 code points that NFC makes 10,001 of', 'e\u0301'.repeat(10_001), 'too-long'],
    ['5,001 characters that NFC makes 10,002 of', '\u0958'.repeat(5_001), 'too-long'],
    ['a letter under 9,999 combining marks', `q${'\u0301'.repeat(9_999)}`, null],
    ['10,001 spaces', ' '.repeat(10_001), 'empty'],
  ];
  for (const [what, text, problem] of texts) {
    it(`says ${problem ?? 'nothing'} of ${what}`, () => assert.equal(sourceProblem(text), problem));
  }
});

describe('sourceLength', () => {
  it('counts code points after NFC', () => {
    assert.equal(sourceLength(''), 0);
    assert.equal(sourceLength('e\u0301'), 1);
    assert.equal(sourceLength('👩‍🌾'), 3);
  });
});

const SCRIPT = 'javascript';

describe('isSafeUrl', () => {
  const addresses: [url: string, safe: boolean][] = [
    ['https://n.example', true],
    ['HTTP://n.example/a b', true],
    ['mailto:ana@n.example', true],
    [`${SCRIPT}:alert(1)`, false],
    [`${SCRIPT.toUpperCase()}:alert(1)`, false],
    [' javascript:alert(1)', false],
    ['java\nscript:alert(1)', false],
    ['data:text/html,x', false],
    ['vbscript:x', false],
    ['//n.example', false],
    ['/path', false],
    ['https:n.example', false],
    ['https:///path', false],
    ['https://', false],
    ['mailto:', false],
    ['', false],
  ];
  for (const [url, safe] of addresses) {
    it(`${safe ? 'takes' : 'refuses'} ${JSON.stringify(url)}`, () =>
      assert.equal(isSafeUrl(url), safe));
  }
});

describe('isSort', () => {
  it('knows the four', () => {
    for (const sort of ['best', 'newest', 'oldest', 'most-replied']) assert.ok(isSort(sort));
    for (const sort of ['', 'Newest', 'toString', null, 0]) assert.ok(!isSort(sort));
  });
});
