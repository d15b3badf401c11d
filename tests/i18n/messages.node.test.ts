import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { messages as enReading } from '../../src/i18n/en.js';
import { messages as enWriting } from '../../src/i18n/en-writing.js';
import { messages as frReading } from '../../src/i18n/fr.js';
import { messages as frWriting } from '../../src/i18n/fr-writing.js';

const en = { ...enReading, ...enWriting };
const fr = { ...frReading, ...frWriting };
const LANGUAGES = { en, fr };

/** Words by which only those find something who see it; what is "left" over is none. */
const SENSORY: Record<string, RegExp> = {
  en: /\b(above|below|beneath|underneath|beside|next to|on the (left|right)|(left|right)-hand|top|bottom|corner|round|square|arrow|red|green|blue|grey)\b/i,
  fr: /ci-dess|au-dess|en dessous|à (gauche|droite)|en (haut|bas)\b|à côté|\b(coin|rond|carré|flèche|rouge|vert|bleu|gris)/i,
};

/** Every text of a language by its path; of a function, one for each kind of count or a name. */
function texts(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const made = value as (...args: unknown[]) => string;
    if (made.length < 2 && !/count/.test(String(value))) return [[path, made('X')]];
    return [0, 1, 2, 1_234].map((n) => [`${path}(${n})`, made(n, `<${n}>`)]);
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    texts(inner, path ? `${path}.${key}` : key),
  );
}

function keys(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [`${path}: ${typeof value}`];
  return Object.entries(value).flatMap(([key, inner]) => keys(inner, `${path}.${key}`));
}

describe('the languages', () => {
  it('say the same things, and each once', () => {
    assert.deepEqual(keys(fr).sort(), keys(en).sort());
    const twice = Object.keys(enReading).filter((key) => Object.hasOwn(enWriting, key));
    assert.deepEqual(twice, []);
  });

  for (const [lang, messages] of Object.entries(LANGUAGES)) {
    it(`${lang} leaves nothing unsaid`, () => {
      const empty = texts(messages).filter(([, text]) => text.trim() === '');
      assert.deepEqual(
        empty.map(([path]) => path),
        [],
      );
    });

    it(`${lang} names every number and name that it is given`, () => {
      for (const [path, text] of texts(messages)) {
        const count = /\((\d+)\)$/.exec(path)?.[1];
        if (count === undefined || Number(count) < 2) continue;
        assert.ok(text.includes(`<${count}>`), `${path}: ${text}`);
      }
      for (const key of ['replyTo', 'inReplyTo', 'voteFor', 'replyLabel'] as const) {
        assert.ok(messages[key]('Ana').includes('Ana'), key);
      }
    });

    it(`${lang} leads to nothing by its place, shape or colour`, () => {
      for (const [path, text] of texts(messages)) assert.doesNotMatch(text, SENSORY[lang]!, path);
    });

    it(`${lang} has typographic apostrophes and ellipses`, () => {
      const wrong = texts(messages).filter(([, text]) => /'|\.\.\./.test(text));
      assert.deepEqual(wrong, []);
    });
  }

  it('count none, one and many as each language does', () => {
    assert.deepEqual(
      [0, 1, 2].map((n) => en.commentCount(n, String(n))),
      ['0 comments', '1 comment', '2 comments'],
    );
    assert.deepEqual(
      [0, 1, 2].map((n) => fr.commentCount(n, String(n))),
      ['0 commentaire', '1 commentaire', '2 commentaires'],
    );
  });

  it('say of each tombstone why', () => {
    for (const messages of [en, fr]) {
      const said = Object.values(messages.tombstones);
      assert.equal(new Set(said).size, 3);
    }
    assert.match(fr.tombstones['account-erased'], /suppression du compte de son auteur·ice/);
  });
});

describe('French typography', () => {
  const french = texts(fr);
  const violations = (pattern: RegExp): string[] =>
    french.filter(([, text]) => pattern.test(text)).map(([path, text]) => `${path}: ${text}`);

  it('puts a narrow no-break space before ! ? and ;', () => {
    assert.deepEqual(violations(/[^\u202f!?][!?;]/), []);
  });

  it('puts a no-break space before a colon', () => {
    assert.deepEqual(violations(/[^\u00a0]:(?!\/\/)/), []);
  });

  it('puts no-break spaces inside quotation marks', () => {
    assert.deepEqual(violations(/«(?!\u00a0)|(?<!\u00a0)»/), []);
  });

  it('separates thousands so that a number stays whole', () => {
    assert.deepEqual(violations(/\d \d/), []);
  });
});
