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
  /** The same without the hashes in the names of chunks, which make a dozen bytes more or less by chance. */
  unhashed: number;
}

/**
 * What a page fetches before it shows the first comment: the loader, the entry with everything that
 * it imports statically, and the largest language.
 * @throws Error when nothing has been built
 */
export async function readingPath(): Promise<FileBytes[]> {
  const names = await builtFiles();
  const entry = names.find((name) => name.startsWith('entry-'))!;
  const path = ['palabre.js', ...(await withImports(entry))];
  return [
    ...(await Promise.all(path.map(measure))),
    await largest(names, /^[a-z]{2,3}-[\w-]{8}\.js$/),
  ];
}

/** What a page of lists fetches before it asks: the script, and the largest language. */
export async function listsPath(): Promise<FileBytes[]> {
  const names = await builtFiles();
  const path = [...(await withImports('lists.js'))];
  return [
    ...(await Promise.all(path.map(measure))),
    await largest(names, /^lists-[a-z]{2,3}-[\w-]{8}\.js$/),
  ];
}

function builtFiles(): Promise<string[]> {
  return readdir(FOLDER).catch(() => {
    throw new Error('dist/cdn is missing: npm run build');
  });
}

async function largest(names: string[], which: RegExp): Promise<FileBytes> {
  const files = await Promise.all(names.filter((name) => which.test(name)).map(measure));
  return files.sort((a, b) => b.brotli - a.brotli)[0]!;
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
  const unhashed = content.toString().replaceAll(/-[\w-]{8}(?=\.js["'`])/g, '-00000000');
  return {
    name,
    raw: content.length,
    brotli: await bytesOf(content),
    unhashed: await bytesOf(Buffer.from(unhashed)),
  };
}

async function bytesOf(content: Buffer): Promise<number> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  return (await compress(content, { params })).length;
}
