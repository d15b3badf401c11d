import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { CSSResult } from 'lit';
import { TOKEN_VALUES } from './token-values.js';

const SRC = new URL('../../src/', import.meta.url);

const read = (path: string): string => readFileSync(new URL(path, SRC), 'utf8');
const all = (text: string, pattern: RegExp): Set<string> =>
  new Set([...text.matchAll(pattern)].map(([, name]) => name!));
const plain = (css: string): string =>
  css.replace(/\s+/g, ' ').replace(/\( | \)/g, (it) => it.trim());

const paths = readdirSync(SRC, { recursive: true, encoding: 'utf8' });

/** Every style sheet that is exported, as text. */
async function styleSheets(): Promise<string> {
  const files = paths.filter((path) => /(\.styles|^styles\/\w+)\.ts$/.test(path));
  const modules = await Promise.all(
    files.map((path) => import(new URL(path, SRC).href) as Promise<Record<string, CSSResult>>),
  );
  return plain(modules.flatMap((module) => Object.values(module).map(String)).join('\n'));
}

describe('the tokens', () => {
  const documented = new Map(
    [
      ...read('elements/thread/thread.ts').matchAll(
        /@cssprop (\[?)--palabre-([\w-]+)(?:=(.+?)\])? -/g,
      ),
    ].map(([, , name, value]) => [name!, value]),
  );
  let css = '';
  before(async () => (css = await styleSheets()));

  it('are documented if they are used, and used if they are documented', () => {
    const used = all(css, /var\( ?--palabre-([\w-]+)/g);
    assert.deepEqual([...used].sort(), [...documented.keys()].sort());
  });

  it('have the defaults that are documented', () => {
    for (const [name, value] of documented) {
      if (value) assert.ok(css.includes(`var(--palabre-${name}, ${value})`), `${name}: ${value}`);
    }
  });

  it('are written nowhere but in style sheets, and set by the page alone', () => {
    const elsewhere = paths.filter(
      (path) => /^(?!server).*(?<!\.styles)\.ts$/.test(path) && !path.startsWith('styles/'),
    );
    for (const path of elsewhere) {
      const code = read(path).replaceAll(/^ \*.*$/gm, '');
      assert.doesNotMatch(code, /--(palabre-|_)[a-z]/, path);
    }
    assert.doesNotMatch(css, /--palabre-[\w-]+ ?:/);
  });

  it('have inner names that are all defined and all used', () => {
    const defined = all(css, /--_([\w-]+) ?:/g);
    assert.deepEqual([...all(css, /var\( ?--_([\w-]+)/g)].sort(), [...defined].sort());
  });

  it('are all tried out by the tests', () => {
    assert.deepEqual(Object.keys(TOKEN_VALUES).sort(), [...documented.keys()].sort());
  });
});
