import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { ROOT } from '../support/steps.js';

const LAYERS = 'palabre/import-layers';
const SYNTAX = 'no-restricted-syntax';

// The snippets are in no file, so there is no type information to check them with.
const eslint = new ESLint({
  cwd: ROOT,
  overrideConfigFile: 'tests/eslint.config.js',
  overrideConfig: [
    tseslint.configs.disableTypeChecked,
    { languageOptions: { parserOptions: { projectService: false } } },
  ],
});

async function rulesBroken(filePath: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(code, { filePath, warnIgnored: true });
  const fatal = result!.messages.find((message) => message.fatal || !message.ruleId);
  assert.equal(fatal, undefined, fatal?.message);
  return result!.messages.map(({ ruleId }) => ruleId);
}

async function assertForbidden(path: string, code: string, rule: string): Promise<void> {
  const broken = await rulesBroken(path, code);
  assert.ok(broken.includes(rule), `${rule} lets through, in ${path}: ${code}`);
}

async function assertAllowed(path: string, code: string): Promise<void> {
  const broken = await rulesBroken(path, code);
  const relevant = broken.filter((rule) => rule === LAYERS || rule?.startsWith('no-restricted'));
  assert.deepEqual(relevant, [], `${path}: ${code}`);
}

const importing = (what: string): string => `import { it } from '${what}';\nit();`;
const importingType = (what: string): string =>
  `import type { It } from '${what}';\nexport type Own = It;`;

const ORDER = ['model', 'wire', 'backend', 'cache', 'discussion', 'elements', 'index', 'cdn'];
const fileIn = (layer: string): string =>
  layer === 'index' ? 'src/index.ts' : `src/${layer}/fake.ts`;
const pathBetween = (from: string, to: string): string =>
  `${from === 'index' ? './' : '../'}${to === 'index' ? 'index' : `${to}/other`}.js`;

describe('the layers', () => {
  for (const [position, layer] of ORDER.entries()) {
    it(`lets nothing to the right of ${layer} into it`, async () => {
      for (const above of ORDER.slice(position + 1)) {
        const specifier = pathBetween(layer, above);
        await assertForbidden(fileIn(layer), importing(specifier), LAYERS);
        await assertForbidden(fileIn(layer), importingType(specifier), LAYERS);
        await assertForbidden(fileIn(layer), `await import('${specifier}');`, LAYERS);
        await assertForbidden(fileIn(layer), `export * from '${specifier}';`, LAYERS);
      }
    });
  }

  it('keeps the server out of everything else', async () => {
    for (const layer of [...ORDER, 'i18n', 'styles', 'markup']) {
      const specifier = pathBetween(layer, 'server');
      await assertForbidden(fileIn(layer), importing(specifier), LAYERS);
      await assertForbidden(fileIn(layer), importingType(specifier), LAYERS);
    }
  });

  it('refuses a folder that it does not know', () =>
    assertForbidden('src/utils/fake.ts', 'export const a = 1;', LAYERS));

  const forbidden: [path: string, ...specifiers: string[]][] = [
    ['src/model/fake.ts', 'lit', 'zod', 'node:fs', '../wire/comment.js', '../markup/parse.js'],
    ['src/wire/fake.ts', 'lit', 'idb-keyval', 'hono'],
    ['src/backend/fake.ts', 'lit', 'zod', 'idb-keyval', '../wire/comment.js'],
    ['src/backend/adapters/http.ts', 'lit', '@lit/context', './local.js', '../../wire/comment.js'],
    ['src/backend/adapters/http/sub.ts', 'lit/directives/repeat.js', '../local.js'],
    ['src/backend/http/fake.ts', 'lit', 'idb-keyval', '../adapters/http.js'],
    ['src/cache/fake.ts', 'lit', '../backend/adapters/http.js'],
    [
      'src/discussion/fake.ts',
      'lit',
      '@lit/context',
      '../backend/adapters/http.js',
      '../i18n/en.js',
    ],
    ['src/i18n/fake.ts', 'lit', '../model/comment.js', '../discussion/store.js'],
    ['src/styles/fake.ts', '../model/comment.js', '../elements/thread/thread.js', '@lit/context'],
    ['src/elements/thread/thread.ts', 'idb-keyval', '../../cache/cache.js', '../../index.js'],
    ['src/elements/thread/thread.ts', '../../backend/adapters/http.js', '../../backend/parse.js'],
    ['src/elements/thread/thread.ts', '../../wire/comment.js', '../../server/index.js', 'zod'],
    ['src/server/fake.ts', '../backend/contract.js', '../elements/thread/thread.js', '../index.js'],
  ];
  for (const [path, ...specifiers] of forbidden) {
    it(`forbids ${path} to import ${specifiers.join(', ')}`, async () => {
      for (const specifier of specifiers) {
        await assertForbidden(path, importing(specifier), LAYERS);
      }
    });
  }

  it('never shows an element an adapter or the wire, not even as a type', async () => {
    for (const specifier of ['backend/adapters/http', 'wire/comment']) {
      const path = 'src/elements/comment/comment.ts';
      await assertForbidden(path, importingType(`../../${specifier}.js`), LAYERS);
      await assertForbidden(path, `let a: import('../../${specifier}.js').A;`, LAYERS);
    }
  });

  const allowed: [path: string, ...specifiers: string[]][] = [
    ['src/model/fake.ts', './comment.js'],
    ['src/markup/parse.ts', '../model/body.js', 'mdast-util-from-markdown'],
    ['src/wire/fake.ts', 'zod', '../model/comment.js'],
    ['src/backend/resolve.ts', './adapters/http.js', '../model/errors.js'],
    ['src/backend/adapters/http.ts', '../contract.js', './http/parse.js', '../../model/errors.js'],
    ['src/backend/http/fake.ts', 'eventsource-parser', '../checked.js'],
    ['src/cache/fake.ts', 'idb-keyval', '../backend/contract.js'],
    ['src/discussion/fake.ts', '../cache/cache.js', '../backend/contract.js', '../model/id.js'],
    ['src/styles/fake.ts', 'lit'],
    ['src/elements/thread/thread.ts', 'lit', '@lit/context', '../../backend/resolve.js'],
    ['src/elements/thread/thread.ts', '../comment/define.js', '../../i18n/languages.js'],
    ['src/index.ts', './elements/thread/define.js', './backend/contract.js'],
    ['src/cdn/fake.ts', '../index.js', '../elements/thread/define.js'],
    ['src/server/fake.ts', 'hono', 'node:fs', '../model/id.js', '../wire/comment.js'],
  ];
  for (const [path, ...specifiers] of allowed) {
    it(`allows ${path} to import ${specifiers.join(', ')}`, async () => {
      for (const specifier of specifiers) await assertAllowed(path, importing(specifier));
    });
  }

  it('allows what travels as a type to browser code', async () => {
    const path = 'src/backend/adapters/http.ts';
    await assertAllowed(path, importingType('../../wire/comment.js'));
    await assertAllowed('src/i18n/fake.ts', importingType('../model/comment.js'));
    // An inline type leaves an import behind that loads the module.
    const inline = "import { type It } from '../../wire/comment.js';\nexport type Own = It;";
    await assertForbidden(path, inline, LAYERS);
  });
});

describe('the other rules of the house', () => {
  const path = 'src/elements/comment/comment.ts';
  const strings = [
    'element.innerHTML = text;',
    "element['outerHTML'] = text;",
    "element.insertAdjacentHTML('beforeend', text);",
    'element.setHTML(text);',
    "import { unsafeHTML } from 'lit/directives/unsafe-html.js';\nunsafeHTML(text);",
    'html`<p .innerHTML=${text}></p>`;',
    'document.write(text);',
  ];
  for (const code of strings) {
    it(`makes no HTML from a string: ${code}`, async () => {
      await assertForbidden(path, code, SYNTAX);
      await assertForbidden('src/backend/adapters/fake.ts', code, SYNTAX);
    });
  }

  it('lets the server write HTML', () => assertAllowed('src/server/fake.ts', strings[0]!));

  it('evaluates no string', async () => {
    await assertForbidden(path, 'eval(text);', 'no-eval');
    await assertForbidden(path, 'new Function(text);', 'no-new-func');
  });

  it('keeps the network out of the elements', async () => {
    await assertForbidden(path, "await fetch('/');", 'no-restricted-globals');
    await assertForbidden(path, "await window.fetch('/');", SYNTAX);
    await assertAllowed('src/backend/adapters/http.ts', "await fetch('/');");
  });

  it('finds circles', async () => {
    // On the disk, circle-b imports circle-a; only the text given here closes the circle.
    const circle = "import { a as b } from './circle-b.js';\nexport const a = b;";
    const fixture = 'tests/package/fixtures/circle-a.ts';
    await assertForbidden(fixture, circle, 'import-x/no-cycle');
    assert.deepEqual(await rulesBroken(fixture, 'export const a = 1;'), []);
  });

  it('takes only types from TypeScript', async () => {
    await assertForbidden('src/model/fake.ts', 'export enum A { B }', SYNTAX);
    await assertForbidden(
      'src/model/fake.ts',
      'export namespace A { export const b = 1; }',
      SYNTAX,
    );
    const property = 'export class A { constructor(readonly b: string) {} }';
    await assertForbidden('src/model/fake.ts', property, SYNTAX);
    await assertAllowed(path, 'declare global { interface Window { a: 1 } }');
  });

  it('names its exports', async () => {
    await assertForbidden('src/model/fake.ts', 'export default 1;', SYNTAX);
    await assertForbidden(path, 'const a = 1;\nexport { a as default };', SYNTAX);
    await assertAllowed('vite.config.ts', 'export default {};');
  });

  it('has the rules of Lit, of custom elements and of accessible templates', async () => {
    const html = "import { html } from 'lit';\nexport const a = ";
    const legacy = `${html}html\`<p on-click=\${b}></p>\`;`;
    await assertForbidden(path, legacy, 'lit/no-legacy-template-syntax');
    await assertForbidden(path, `${html}html\`<img src="a.png">\`;`, 'lit-a11y/alt-text');
    const element =
      'export class A extends HTMLElement { constructor() { super(); this.id = "a"; } }';
    await assertForbidden(path, element, 'wc/no-constructor-attributes');
  });
});
