import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, findEngines, type Engine, type EngineName } from '../browsers/find.js';
import { ROOT } from '../support/steps.js';
import { STATE_NAMES, STATES } from './page/states.js';
import { compare, writeReference } from './support/compare.js';
import { openCamera } from './support/open-camera.js';
import { isReferred, nameOf, shotsOf, sightOf } from './support/plan.js';
import { takePictures } from './support/readme.js';
import { sheetOf } from './support/sheet.js';
import { openSite, type Site } from './support/site.js';

const OUTPUT = join(ROOT, 'tests/.output/shots');
const USAGE = `npm run shots -- [options]

Shows what \`npm run build\` has built in every state and writes pictures and a page with all of them
to tests/.output/shots/<engine>/. Main states (*) are compared with tests/shots/references/.

  --readme           takes the pictures of the README instead, in Chromium: demo/pictures/
  --update           writes the references instead; look at them before they are committed
  --only=STATE,…     of ${wrapped(STATE_NAMES.map((name) => name + (STATES[name].isMain ? '*' : '')))}
  --engines=NAME,…   of ${ENGINE_NAMES.join(' ')}; by default those that are found`;

const { values } = parseArgs({
  options: {
    readme: { type: 'boolean', default: false },
    update: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    engines: { type: 'string', default: '' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}

const only = listOf(values.only, STATE_NAMES);
const wanted = listOf(values.engines, ENGINE_NAMES);
// The browsers have it from here: days begin and end at the same time everywhere.
process.env['TZ'] = 'UTC';

const faults: string[] = [];
let taken = 0;
let compared = 0;
const startedAt = Date.now();

const site = await openSite().catch(giveUp);
if (values.readme) {
  await photographForReadme(site);
} else {
  for (const engine of await enginesFor(wanted)) await photograph(engine, site);
}
await site.close();
if (!values.readme) summarise();

async function photographForReadme({ origin }: Site): Promise<void> {
  const [engine] = await enginesFor(['chromium']);
  const camera = await openCamera(engine!);
  const paths = await takePictures(camera, origin);
  await camera.close();
  console.log(paths.map((path) => relative('.', path)).join('\n'));
}

async function photograph(engine: Engine, { origin }: Site): Promise<void> {
  const folder = join(OUTPUT, engine.name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const shots = shotsOf(engine.name, only);
  console.log(`— ${engine.version}: ${shots.length} shots`);
  const camera = await openCamera(engine);
  for (const shot of shots) {
    const name = nameOf(shot);
    try {
      const picture = await camera.take(sightOf(shot, origin));
      writeFileSync(join(folder, name), picture);
      taken += 1;
      if (engine.name === 'chromium' && isReferred(shot)) check(name, picture, folder);
    } catch (error) {
      faults.push(`${engine.name}/${name} could not be taken: ${String(error)}`);
    }
  }
  await camera.close();
  writeFileSync(join(folder, 'index.html'), sheetOf(engine.version, shots));
  console.log(`  ${join(relative('.', folder), 'index.html')}`);
}

function check(name: string, picture: Buffer, folder: string): void {
  compared += 1;
  if (values.update) return writeReference(name, picture);
  const fault = compare(name, picture, join(folder, 'differences'));
  if (fault) faults.push(`${name} ${fault}`);
}

function summarise(): void {
  if (faults.length) console.log(`\n— faults\n${faults.map((it) => `  ${it}`).join('\n')}`);
  const seconds = ((Date.now() - startedAt) / 1_000).toFixed(0);
  const done = values.update ? 'written as references' : 'compared';
  console.log(`\n${taken} shots in ${seconds} s, ${compared} ${done}, ${faults.length} faults`);
  process.exitCode = faults.length ? 1 : 0;
}

async function enginesFor(names: readonly EngineName[]): Promise<Engine[]> {
  const found = await findEngines();
  const missing = names.filter((name) => found.every((engine) => engine.name !== name));
  if (missing.length || found.length === 0) {
    const which = missing.join(', ') || 'No engine';
    giveUp(new Error(`${which} not found: install it, or choose others by --engines.`));
  }
  return names.length ? found.filter(({ name }) => names.includes(name)) : found;
}

function giveUp(error: Error): never {
  console.error(error.message);
  process.exit(1);
}

function listOf<T extends string>(value: string, allowed: readonly T[]): T[] {
  const names = value.split(',').filter(Boolean);
  const unknown = names.find((name) => !(allowed as readonly string[]).includes(name));
  if (unknown !== undefined) {
    console.error(`Unknown name: ${unknown}\n\n${USAGE}`);
    process.exit(2);
  }
  return names as T[];
}

/** Words in lines that begin below one another. */
function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    if (lines.at(-1)!.length + word.length > 74) lines.push('');
    lines.push(`${lines.pop()!}${word} `);
  }
  return lines.map((line) => line.trim()).join(`\n${' '.repeat(24)}`);
}
