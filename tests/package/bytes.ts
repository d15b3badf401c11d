import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const FOLDER = new URL('../../dist/cdn/', import.meta.url);
const compress = promisify(brotliCompress);

export interface FileBytes {
  name: string;
  raw: number;
  /** Brotli, quality 11. */
  brotli: number;
}

/**
 * What a page fetches before it shows the first comment: the loader, the entry with everything that
 * it imports statically, and the largest language.
 * @throws Error when nothing has been built
 */
export async function readingPath(): Promise<FileBytes[]> {
  const names = await readdir(FOLDER).catch(() => {
    throw new Error('dist/cdn is missing: npm run build');
  });
  const languages = await Promise.all(
    names.filter((name) => /^[a-z]{2,3}-[\w-]{8}\.js$/.test(name)).map(measure),
  );
  const largest = languages.sort((a, b) => b.brotli - a.brotli)[0]!;
  const entry = names.find((name) => name.startsWith('entry-'))!;
  const path = ['palabre.js', ...(await withImports(entry))];
  return [...(await Promise.all(path.map(measure))), largest];
}

async function withImports(name: string, seen = new Set<string>()): Promise<Set<string>> {
  if (seen.has(name)) return seen;
  seen.add(name);
  const code = await readFile(new URL(name, FOLDER), 'utf8');
  for (const [, imported] of code.matchAll(/(?:import|from)\s*["'`]\.\/([\w.-]+\.js)["'`]/g)) {
    await withImports(imported!, seen);
  }
  return seen;
}

async function measure(name: string): Promise<FileBytes> {
  const content = await readFile(new URL(name, FOLDER));
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return { name, raw: content.length, brotli: (await compress(content, { params })).length };
}
