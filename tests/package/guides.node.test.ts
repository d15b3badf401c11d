import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';

const ROOT = new URL('../../', import.meta.url);
const GUIDE = 'src/backend/README.md';
const REPORT_GUIDE = 'src/backend/conformance/README.md';

const read = (path: string): Promise<string> => readFile(new URL(path, ROOT), 'utf8');

/** What a guide quotes: a comment names the file, and the block after it is an excerpt. */
async function quotes(guide: string): Promise<[file: string, code: string][]> {
  const text = await read(guide);
  const blocks = text.matchAll(/(?:<!-- (\S+) -->\n\n)?```\w*\n([^]*?)\n```/g);
  return [...blocks].map(([, file = '', code]) => [file, code!]);
}

describe('the guide to a backend of one’s own', () => {
  it('quotes all its code from files that are compiled and run', async () => {
    const found = await quotes(GUIDE);
    assert.ok(found.length > 10);
    for (const [file, code] of found) {
      assert.notEqual(file, '', `it is not said where this is from:\n${code}`);
      assert.ok((await read(file)).includes(`${code}\n`), `${file} no longer says:\n${code}`);
    }
  });

  it('says how long the example is', async () => {
    const lines = (await read('demo/in-house/adapter.ts')).split('\n').length - 1;
    assert.ok(lines >= 100 && lines <= 150, `${lines} lines`);
    assert.match(await read(GUIDE), new RegExp(`adapter has ${lines} lines`));
  });

  for (const guide of [GUIDE, REPORT_GUIDE]) {
    it(`leads only to files that are there: ${guide}`, async () => {
      const links = [...(await read(guide)).matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
      assert.ok(links.length > 1);
      const base = new URL(guide, ROOT);
      for (const [, to] of links) await readFile(new URL(to!, base));
    });
  }

  it('says how many broken backends there are', async () => {
    const folder = new URL('tests/conformance/broken/', ROOT);
    let count = 0;
    for (const name of await readdir(folder)) {
      count += (await readFile(new URL(name, folder), 'utf8')).split(/^ {2}broken\(/m).length - 1;
    }
    assert.match(await read(REPORT_GUIDE), new RegExp(`holds ${count} backends`));
  });

  it('is published with the package', async () => {
    const { files } = JSON.parse(await read('package.json')) as { files: string[] };
    for (const guide of [GUIDE, REPORT_GUIDE]) assert.ok(files.includes(guide), guide);
  });
});
