import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cleanSource } from '../../src/markup/clean.js';
import { formatSource } from '../../src/markup/format.js';
import { parseSource } from '../../src/markup/parse.js';
import { bodyText } from '../../src/markup/text.js';
import { sourceProblem } from '../../src/model/source.js';
import type { CommentBody } from '../../src/model/body.js';
import { body as bodies } from '../backend/arbitraries.js';

const seen = (body: CommentBody): string =>
  cleanSource(bodyText(body))
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

function read(source: string): CommentBody {
  try {
    return parseSource(source);
  } catch {
    return { type: 'root', children: [] };
  }
}

/** What a reader would type, and what it is after a parse and back. */
const KEPT = [
  'Un mot.',
  'Deux *mots* et **trois**, voire ***quatre***, ~~cinq~~.',
  'Une ligne\npuis une autre',
  '> Une citation\n>\n> > dans une autre\n\nUne réponse.',
  '- un\n- deux\n  - deux et demi',
  '3. trois\n4. quatre',
  '[un lien](https://a.example/b?c=d) et https://a.example/nu',
  '`code` et\n\n```\nbloc **non**\n\n# lu\n```',
  '« Guillemets » et snake_case, 2 > 1, a - b, C# et 3.5',
];

describe('a body as its source', () => {
  for (const source of KEPT) {
    it(JSON.stringify(source), () => assert.equal(formatSource(parseSource(source)), source));
  }

  const text = (value: string): CommentBody => ({
    type: 'root',
    children: [{ type: 'paragraph', children: [{ type: 'text', value }] }],
  });
  for (const [value, source] of [
    ['2 * 3 * 4', '2 \\* 3 \\* 4'],
    ['- pas une liste', '\\- pas une liste'],
    ['1. pas une liste', '1\\. pas une liste'],
    ['> pas une citation', '\\> pas une citation'],
    ['[a](https://b.example)', '\\[a\\](https://b.example)'],
    ['C:\\dossier\\*', 'C:\\dossier\\\\\\*'],
    ['_a_ ~~b~~ `c`', '\\_a\\_ \\~\\~b\\~\\~ \\`c\\`'],
    ['<b> <https://a.example>', '\\<b> \\<https://a.example>'],
  ] as const) {
    it(`says ${value} as it is`, () => {
      assert.equal(formatSource(text(value)), source);
      assert.equal(seen(parseSource(source)), value);
    });
  }

  it('is read as the same words, whatever they are', () => {
    const piece = fc.oneof(
      fc.constantFrom('mot', ' ', '*', '**', '_', '`', '[', '](', ')', '>', '- ', '1. ', '#', '~~'),
      fc.constantFrom('<', '&amp;', '\\', 'https://a.example/b', 'www.a.example', '!', '«', '+'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    const words = fc.array(piece, { maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(words, (value) => {
        const body = text(cleanSource(value));
        assert.equal(seen(read(formatSource(body))), seen(body));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is read as the same words, whatever is in it', () => {
    fc.assert(
      fc.property(bodies, (body) => {
        fc.pre(sourceProblem(seen(body)) === null);
        assert.equal(seen(read(formatSource(body))), seen(body));
      }),
      { numRuns: 1_000 },
    );
  });
});
