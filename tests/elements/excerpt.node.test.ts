import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { excerptOf } from '../../src/elements/excerpt.js';
import { parseSource } from '../../src/markup/parse.js';
import type { CommentBody } from '../../src/model/body.js';
import { body as bodies } from '../backend/arbitraries.js';
import { bodyOf } from '../support/thread-builders.js';

const MORE = ' (…)';
const excerpt = (source: string, max = 250): string => excerptOf(parseSource(source), max);

function boundariesIn(text: string): number[] {
  return [...new Intl.Segmenter().segment(text)].map(({ index }) => index);
}

/** All text of a body, whatever it stands in. */
function valuesIn(node: object): string {
  const { value = '', children = [] } = node as { value?: string; children?: object[] };
  return value + children.map(valuesIn).join('');
}

describe('an excerpt', () => {
  it('is the whole text where that is short', () =>
    assert.equal(excerpt('Une *belle* [idée](https://exemple.fr).'), 'Une belle idée.'));

  it('puts paragraphs, breaks and lists on one line', () =>
    assert.equal(excerpt('Un\ndeux\n\ntrois\n\n- quatre\n- cinq'), 'Un deux trois quatre cinq'));

  it('leaves quotations and blocks of code out, also within lists', () =>
    assert.equal(
      excerpt('> Cité.\n\nAvec `x`.\n\n```\ncode\n```\n\n- > cité\n- dit'),
      'Avec x. dit',
    ));

  it('takes them where there is nothing else', () => {
    assert.equal(excerpt('> Cité.\n>\n> Bis.'), 'Cité. Bis.');
    assert.equal(excerpt('```\na\nb\n```\n\n> c'), 'a b c');
  });

  it('ends at a word', () => {
    assert.equal(excerpt('Le chat dort bien', 10), 'Le chat (…)');
    assert.equal(excerpt('Le chat dort bien', 12), 'Le chat dort (…)');
  });

  it('keeps what a no-break space holds together', () =>
    assert.equal(excerpt('Il dit : « Ah non\u00a0! » hier', 18), 'Il dit : « Ah (…)'));

  it('ends a word that is too long at a character', () => {
    assert.equal(excerpt('é'.repeat(30), 10), `${'é'.repeat(10)}${MORE}`);
    assert.equal(excerpt('👩‍👩‍👧‍👦'.repeat(3), 20), `👩‍👩‍👧‍👦${MORE}`);
    assert.equal(excerpt('日本語の長い文章です', 4), `日本語の${MORE}`);
  });

  it('is empty where nothing is written', () =>
    assert.equal(excerptOf({ type: 'root', children: [] }, 140), ''));

  it('is never longer than asked for, but for the end that says so', () => {
    fc.assert(
      fc.property(bodies, fc.nat({ max: 60 }), (body, max) => {
        const text = excerptOf(body, max);
        if (text.length > max) assert.ok(text.endsWith(MORE) && text.length <= max + MORE.length);
        assert.ok(!/[ \t\r\n]{2}/.test(text.slice(0, -MORE.length)));
      }),
    );
  });

  it('says nothing that the body does not', () => {
    const bare = (text: string): string => text.replace(/\s/g, '');
    fc.assert(
      fc.property(bodies, (body) => {
        const text = excerptOf(body, Infinity);
        const rest = bare(valuesIn(body));
        let at = 0;
        for (const character of bare(text)) {
          at = rest.indexOf(character, at);
          assert.notEqual(at, -1, text);
          at += character.length;
        }
        if (!text) assert.equal(rest, '');
      }),
    );
  });

  it('never cuts a character in two', () => {
    const unit = fc.constantFrom('é', 'e\u0301', '🇫🇷', '👩‍👩‍👧', 'क्षि', '한', '日', '👍🏽', ' ', 'mot');
    const texts = fc.array(unit, { minLength: 1, maxLength: 60 }).map((units) => units.join(''));
    fc.assert(
      fc.property(texts, fc.nat({ max: 80 }), (text, max) => {
        const body: CommentBody = bodyOf(text);
        const whole = excerptOf(body, Infinity);
        const cut = excerptOf(body, max);
        if (cut === whole) return;
        const shown = cut.slice(0, -MORE.length);
        assert.ok(whole.startsWith(shown));
        assert.ok(boundariesIn(whole).includes(shown.length), `${whole} → ${shown}`);
      }),
    );
  });
});
