import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { BODY_MAX_DEPTH, isSafeUrl, type CommentBody } from '../../src/model/body.js';
import { PalabreError } from '../../src/model/errors.js';
import { cleanSource } from '../../src/markup/clean.js';
import { parseSource } from '../../src/markup/parse.js';
import { bodySchema } from '../../src/wire/body.js';

interface AnyNode {
  type: string;
  value?: string;
  url?: string;
  start?: number | null;
  children?: AnyNode[];
}

/** Pieces that mean something to a Markdown parser, and words between them. */
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('mot', 'é', '7', ' ', '\n', '\n\n', '. ', '\u00a0', '»'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ...['*', '**', '_', '~~', '`', '```', '> ', '- ', '* ', '+ ', '1. ', '12) ', '\n> ', '\n- '],
      ...['\n1. ', '\n2. ', '[', '](', ')', '![', '][', ']: ', '<', '>', '&amp;', '\\', '#', '# '],
      ...['---', '===', '    ', '\t', 'https://a.example/b', 'www.c.example', 'd@e.example'],
      ...['data:text/html,', '"', ' "titre")', '(https://f.example)', '|', '|-|', '<b>', '\u202e'],
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
);
const source = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

function parse(text: string): CommentBody | null {
  try {
    return parseSource(text);
  } catch (error) {
    assert.ok(error instanceof PalabreError, String(error));
    return null;
  }
}

/** Everything that a body shows, in order; numbers of lists and addresses of links included. */
function shown(node: AnyNode, number: number | null = null): string {
  const own = `${number === null ? '' : `${number} `}${node.value ?? ''}`;
  const children = (node.children ?? []).map((child, index) =>
    shown(child, node.type === 'list' && node.start !== null ? (node.start ?? 0) + index : null),
  );
  return [own, ...children, node.url ?? ''].join(' ');
}

function depthOf(node: AnyNode): number {
  return 1 + Math.max(0, ...(node.children ?? []).map(depthOf));
}

function isSubsequence(part: string, whole: string): boolean {
  let index = 0;
  for (const character of part) {
    index = whole.indexOf(character, index);
    if (index === -1) return false;
    index += character.length;
  }
  return true;
}

describe('whatever a reader types', () => {
  test('is a body of the model, or a coded refusal', () => {
    fc.assert(
      fc.property(source, (text) => {
        const body = parse(text);
        if (body === null) return;
        bodySchema.parse(body);
        assert.ok(depthOf(body) <= BODY_MAX_DEPTH + 1);
        const check = (node: AnyNode): void => {
          if (node.type === 'link') assert.ok(isSafeUrl(node.url ?? ''));
          node.children?.forEach(check);
        };
        check(body);
      }),
      { numRuns: 1_500 },
    );
  });

  test('loses no letter and no digit', () => {
    fc.assert(
      fc.property(source, (text) => {
        const body = parse(text);
        if (body === null) return;
        const written =
          cleanSource(text)
            .match(/[\p{L}\p{N}]/gu)
            ?.join('') ?? '';
        assert.ok(isSubsequence(written, shown(body)), JSON.stringify(body));
      }),
      { numRuns: 1_500 },
    );
  });

  test('keeps its beginning and its end out of the writing direction around it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'a\n\u202a\u202c\u202e\u2067\u2069') }),
        (text) => {
          for (const line of cleanSource(text).split('\n')) {
            const open: string[] = [];
            for (const character of line) {
              if ('\u202a\u202e\u2067\u2068'.includes(character)) open.push(character);
              if (character === '\u202e') assert.equal(open.at(-2), '\u2068');
              if (character === '\u202c') assert.match(open.pop()!, /[\u202a\u202e]/);
              if (character === '\u2069') assert.match(open.pop()!, /[\u2067\u2068]/);
            }
            assert.deepEqual(open, []);
          }
        },
      ),
    );
  });
});
