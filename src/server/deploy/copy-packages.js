import { cpSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * node copy-packages.js FOLDER NAME…: copies installed packages, and all that they need, out of
 * node_modules. What was installed is what the lock file says; a new installation would not be.
 */
const [target, ...names] = process.argv.slice(2);

/** The folder of a package, looked for where Node would from `place` upwards. */
function find(name, place) {
  for (let folder = place; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name);
    if (existsSync(join(found, 'package.json'))) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

function copy(name, place, isRequired) {
  const source = find(name, place);
  if (source === undefined) {
    if (isRequired) throw new Error(`${name} is not installed.`);
    return;
  }
  if (place === process.cwd()) {
    if (existsSync(join(target, name))) return;
    cpSync(source, join(target, name), { recursive: true, dereference: true });
  }
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(source, 'package.json'), 'utf8'),
  );
  for (const needed of Object.keys(dependencies)) {
    const nested = existsSync(join(source, 'node_modules', needed));
    copy(needed, nested ? source : process.cwd(), !(needed in optionalDependencies));
  }
}

for (const name of names) copy(name, process.cwd(), true);
