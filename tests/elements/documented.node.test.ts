import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const ELEMENTS = new URL('../../src/elements/', import.meta.url);

async function sourceOf(element: string): Promise<string> {
  const folder = new URL(`${element}/`, ELEMENTS);
  const files = (await readdir(folder)).filter((name) => !name.endsWith('.styles.ts'));
  return (await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')))).join(
    '\n',
  );
}

const all = (text: string, pattern: RegExp): string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name]) => name!))].sort();

describe('the elements of front pages', () => {
  for (const element of ['count', 'latest', 'highlights']) {
    it(`document what a page can style and fill: ${element}`, async () => {
      const source = await sourceOf(element);
      assert.deepEqual(all(source, /@csspart ([\w-]+) -/g), all(source, / part="([\w-]+)"/g));
      assert.deepEqual(all(source, /@slot ([\w-]+) -/g), all(source, /<slot name="([\w-]+)"/g));
      assert.deepEqual(all(source, /@fires \S+ ([\w-]+) -/g), all(source, /Event\('([\w-]+)'/g));
    });
  }
});
