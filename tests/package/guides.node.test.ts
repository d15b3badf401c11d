import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { CONSEQUENCES } from '../../src/backend/conformance/consequences.js';
import { OPTIONAL_METHODS, PAGE_METHODS } from '../../src/backend/contract.js';
import { DENIALS } from '../../src/model/viewer.js';

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

/** The optional methods that the page's code calls, as its sources say. */
async function calledMethods(): Promise<string[]> {
  const folders = ['src/elements/', 'src/discussion/', 'src/cdn/', 'src/cache/'];
  const files = await Promise.all(folders.map(sourcesIn));
  const text = (await Promise.all(files.flat().map(read))).join('\n');
  return OPTIONAL_METHODS.filter((name) => new RegExp(`backend[!?]?\\.${name}!?\\(`).test(text));
}

async function sourcesIn(folder: string): Promise<string[]> {
  const names = await readdir(new URL(folder, ROOT), { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.ts')).map((name) => folder + name);
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
    assert.match(await read('README.md'), new RegExp(`an adapter of ${lines} lines`));
  });

  for (const guide of [GUIDE, REPORT_GUIDE]) {
    it(`leads only to files that are there: ${guide}`, async () => {
      const links = [...(await read(guide)).matchAll(/\]\((?!https?:)([^)#]+)\)/g)];
      assert.ok(links.length > 1);
      const base = new URL(guide, ROOT);
      for (const [, to] of links) await readFile(new URL(to!, base));
    });
  }

  it('says of each method whether the page calls it', async () => {
    const called = await calledMethods();
    assert.deepEqual([...PAGE_METHODS], called);
    const table = [...(await read(GUIDE)).matchAll(/^\| `(\w+)` +\| (yes|in part|no) /gm)];
    const listed = new Map(table.map(([, name, whether]) => [name, whether !== 'no']));
    for (const method of OPTIONAL_METHODS) {
      const isCalled = called.includes(method);
      assert.equal(listed.get(method) ?? true, isCalled, method);
      assert.equal(!CONSEQUENCES[method].includes('the page does not call it'), isCalled, method);
      assert.ok((await read(GUIDE)).includes(`\`${method}\``), `${method} is not in the guide`);
    }
  });

  it('says how many methods there are', async () => {
    assert.match(await read(GUIDE), new RegExp(`\\b${OPTIONAL_METHODS.length} others\\b`));
  });

  it('knows every reason why somebody may not', async () => {
    const text = await read(GUIDE);
    const said = text.slice(text.indexOf('refused for a reason:')).split('.')[0]!;
    assert.deepEqual(
      [...said.matchAll(/`([\w-]+)`/g)].map(([, reason]) => reason),
      [...DENIALS],
    );
  });

  it('says how many broken backends there are', async () => {
    const folder = new URL('tests/conformance/broken/', ROOT);
    let count = 0;
    for (const name of await readdir(folder)) {
      count += (await readFile(new URL(name, folder), 'utf8')).split(/^ {2}broken\(/m).length - 1;
    }
    assert.match(await read(REPORT_GUIDE), new RegExp(`holds ${count} backends`));
    assert.match(await read('README.md'), new RegExp(`each of ${count} backends`));
  });

  it('is published with the package', async () => {
    const { files } = JSON.parse(await read('package.json')) as { files: string[] };
    for (const guide of [GUIDE, REPORT_GUIDE]) assert.ok(files.includes(guide), guide);
  });
});
