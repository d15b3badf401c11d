import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { PalabreError } from '../../src/model/errors.js';
import { createParser } from '../../src/server/parser.js';

function hasCode(code: string) {
  return (error: unknown) => error instanceof PalabreError && error.code === code;
}

describe('parsing outside the event loop', () => {
  const parser = createParser();
  after(() => parser.close());

  test('answers bodies and coded errors, many at once', async () => {
    const texts = Array.from({ length: 30 }, (_, index) => `texte ${index}`);
    const bodies = await Promise.all(texts.map((text) => parser.parse(text)));
    assert.deepEqual(
      bodies.map(({ children }) => children),
      texts.map((value) => [{ type: 'paragraph', children: [{ type: 'text', value }] }]),
    );
    await assert.rejects(parser.parse(' '), hasCode('empty'));
    await assert.rejects(parser.parse('>'.repeat(9) + 'a'), hasCode('too-complex'));
  });

  test('a text that takes too long is refused, and the next one is not', async () => {
    const hasty = createParser(0.5);
    const slow = `${'*a _b '.repeat(1_600)}`;
    await assert.rejects(hasty.parse(slow), hasCode('too-complex'));
    await hasty.close();
    await assert.rejects(hasty.parse('a'), hasCode('unavailable'));
    assert.equal((await parser.parse('a')).children.length, 1);
  });

  test('a text is not refused because this thread was too busy to read the answer', async () => {
    const patient = createParser(2_000);
    await patient.parse('a');
    const answer = patient.parse('b');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_500);
    assert.equal((await answer).children.length, 1);
    await patient.close();
  });

  test('10,000 characters of anything are parsed, or refused as too complex', async () => {
    for (const part of ['[', '![', '<', '`a', '*a', '_a*', '[a](', '~~a', '> a\n', '1. a\n']) {
      const text = part.repeat(Math.floor(10_000 / part.length));
      await parser.parse(text).catch((error: unknown) => {
        assert.ok(hasCode('too-complex')(error), `${part}: ${String(error)}`);
      });
    }
    assert.equal((await parser.parse('a')).children.length, 1);
  });
});
