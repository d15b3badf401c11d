import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const SRC = new URL('../../src/', import.meta.url);
/** Sides of the screen where there is a side of the text: what they say is wrong when mirrored. */
const PHYSICAL =
  /(?:^|[\s;{])((?:(?:margin|padding|border|inset)-)?(?:left|right)(?:-[a-z]+)?|(?:float|clear|text-align)\s*:\s*(?:left|right)|(?:min-|max-)?width)\s*[:;]/m;

async function sheets(): Promise<string[]> {
  const names = await readdir(SRC, { recursive: true });
  return names.filter((name) => /\.styles\.ts$|^styles\/.+\.ts$/.test(name));
}

describe('the style sheets', () => {
  it('know no left and right, so that a page from right to left mirrors them', async () => {
    const names = await sheets();
    assert.ok(names.length > 5);
    for (const name of names) {
      const text = await readFile(new URL(name, SRC), 'utf8');
      // A condition on the window is no property.
      const [, found] = PHYSICAL.exec(text.replace(/@media[^{]+/g, '')) ?? [];
      assert.equal(found, undefined, name);
    }
  });

  it('would be caught knowing them', () => {
    for (const rule of ['a { left: 0; }', 'a { margin-left: 1em; }', 'a { text-align: right; }']) {
      assert.match(rule, PHYSICAL);
    }
    assert.doesNotMatch('a { margin-inline-start: 1em; text-align: start; }', PHYSICAL);
  });
});
