import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8');

describe('ACCESSIBILITY.md', () => {
  it('cites tests that are there', async () => {
    const cited = [...(await read('ACCESSIBILITY.md')).matchAll(/`(tests\/[^`]+)`: “([^”]+)”/g)];
    assert.ok(cited.length > 30);
    for (const [, file, name] of cited) {
      assert.ok((await read(file!)).includes(name!), `${file} has no test “${name}”`);
    }
  });

  it('says something of all 55 criteria of levels A and AA', async () => {
    const text = await read('ACCESSIBILITY.md');
    const rows = text.match(
      /^\| \d\.\d\.\d+ [^|]+\((?:A|AA)\) *\| (?:Supports|Partially supports|Not applicable) +\| \S/gm,
    );
    assert.equal(rows?.length, 55);
  });

  it('is part of the package, and the README leads to it', async () => {
    const { files } = JSON.parse(await read('package.json')) as { files: string[] };
    assert.ok(files.includes('ACCESSIBILITY.md'));
    assert.ok((await read('README.md')).includes('](ACCESSIBILITY.md)'));
  });
});
