import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { listsPath, readingPath, type FileBytes } from './bytes.js';

/** All JavaScript before the first comment; why that figure, says the design. */
const BUDGET = 18_000;
const LOADER_MAX = 1_000;

describe('what a page fetches before the first comment', async () => {
  const files = await readingPath();
  const total = files.reduce((sum, { brotli }) => sum + brotli, 0);
  console.log(tableOf(files, total));

  it(`has a loader of at most ${LOADER_MAX} bytes`, () => {
    assert.ok(files[0]!.raw <= LOADER_MAX, `${files[0]!.raw} bytes`);
  });

  it('is three files, none of which asks for another', () => {
    assert.equal(files.length, 3, files.map(({ name }) => name).join(', '));
  });

  it(`fits into ${BUDGET} bytes`, () => {
    assert.ok(total <= BUDGET, `${total} bytes: ${total - BUDGET} too many`);
  });

  it('does not grow unnoticed', () => demandNoMore('total', files));
});

describe('what a page of counts and latest comments fetches', async () => {
  const files = await listsPath();
  const total = files.reduce((sum, { brotli }) => sum + brotli, 0);
  console.log(tableOf(files, total));

  it('is two files', () => {
    assert.equal(files.length, 2, files.map(({ name }) => name).join(', '));
  });

  it('does not grow unnoticed', () => demandNoMore('lists', files));
});

async function demandNoMore(name: 'total' | 'lists', files: FileBytes[]): Promise<void> {
  const unhashed = files.reduce((sum, file) => sum + file.unhashed, 0);
  const file = new URL('bytes.json', import.meta.url);
  const committed = (JSON.parse(await readFile(file, 'utf8')) as Record<typeof name, number>)[name];
  assert.ok(
    unhashed <= committed,
    `${unhashed} bytes, ${unhashed - committed} more than before. If they are worth it, write ` +
      `"${name}": ${unhashed} into tests/package/bytes.json and say why in the commit.`,
  );
}

function tableOf(files: FileBytes[], total: number): string {
  const rows = [...files, { name: 'together', raw: NaN, brotli: total }].map(
    ({ name, raw, brotli }) =>
      `${name.padEnd(24)}${(raw ? String(raw) : '').padStart(8)}${String(brotli).padStart(8)}`,
  );
  return ['file                         raw  brotli', ...rows].join('\n');
}
