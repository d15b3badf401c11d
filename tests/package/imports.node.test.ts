import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';

const ROOT = new URL('../../', import.meta.url).pathname;
/** Bundled with all that they need, but for the packages that one chooses from. */
const BUNDLED = ['server', 'cdn'];

/** The packages that the unbundled modules in `dist` import, by the module that does. */
async function importedPackages(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const name of await readdir(join(ROOT, 'dist'), { recursive: true })) {
    if (!name.endsWith('.js') || BUNDLED.some((folder) => name.startsWith(folder))) continue;
    const text = await readFile(join(ROOT, 'dist', name), 'utf8');
    // Examples in comments import for those who read them.
    const code = text.replaceAll(/\/\*[^]*?\*\//g, '');
    for (const [, specifier] of code.matchAll(/(?:from|import\(?)\s*['"]([^.'"][^'"]*)['"]/g)) {
      const [scope, rest] = specifier!.split('/');
      found.set(scope!.startsWith('@') ? `${scope}/${rest}` : scope!, name);
    }
  }
  return found;
}

describe('the package that others install', () => {
  it('declares every package that its modules import, and no other', async () => {
    const { dependencies } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const imported = await importedPackages();
    assert.deepEqual([...imported.keys()].sort(), Object.keys(dependencies).sort());
  });
});
