import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { ROOT } from './steps.js';

/*
 * An empty database takes PGlite two seconds of processor time to make, and a third of one to copy.
 * Every suite wants its own: with this imported, those in memory are copies of one.
 */
const FOLDER = join(ROOT, 'tests/.output');
const { version } = JSON.parse(
  readFileSync(join(ROOT, 'node_modules/@electric-sql/pglite/package.json'), 'utf8'),
) as { version: string };
const TEMPLATE = join(FOLDER, `pglite-${version}.tar`);

const create: (...args: unknown[]) => Promise<PGlite> = PGlite.create.bind(PGlite);

Object.assign(PGlite, {
  create: async (...args: unknown[]) =>
    args.length > 0 ? create(...args) : create({ loadDataDir: await template() }),
});

async function template(): Promise<Blob> {
  const made = await readFile(TEMPLATE).catch(() => null);
  return made ? new Blob([made]) : makeTemplate();
}

async function makeTemplate(): Promise<Blob> {
  const client = await create();
  const dump = await client.dumpDataDir('none');
  await client.close();
  await mkdir(FOLDER, { recursive: true });
  // Others may be making it too: whoever comes last leaves the same.
  const own = `${TEMPLATE}-${randomUUID()}`;
  await writeFile(own, Buffer.from(await dump.arrayBuffer()));
  await rename(own, TEMPLATE);
  return dump;
}
