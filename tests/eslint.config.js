import js from '@eslint/js';
import { importX, createNodeResolver } from 'eslint-plugin-import-x';
import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { fileURLToPath } from 'node:url';
import { importLayers } from './support/import-layers.js';

const root = fileURLToPath(new URL('..', import.meta.url));

const onlyTypesFromTypeScript = [
  ['TSEnumDeclaration', 'An enum is code that only TypeScript knows: use a union of literals.'],
  ['TSModuleDeclaration[kind="namespace"]', 'Modules are the namespaces.'],
  ['TSParameterProperty', 'Declare the field and assign it.'],
];

const noDefaultExport = [
  ['ExportDefaultDeclaration', 'A named export has one name everywhere.'],
  ['ExportSpecifier[exported.name="default"]', 'A named export has one name everywhere.'],
];

const HTML_NAMES =
  '/^(innerHTML|outerHTML|insertAdjacentHTML|setHTML|setHTMLUnsafe|parseHTMLUnsafe|srcdoc|createContextualFragment|unsafeHTML|unsafeSVG|unsafeStatic|unsafeMathML)$/';
const noStringBecomesHtml = [
  `Identifier[name=${HTML_NAMES}]`,
  `Literal[value=${HTML_NAMES}]`,
  'TemplateElement[value.raw=/\\.(innerHTML|outerHTML|srcdoc)\\s*=/i]',
  'ImportDeclaration[source.value=/directives\\u002Funsafe-/]',
  'MemberExpression[object.name="document"][property.name=/^(write|writeln)$/]',
].map((selector) => [selector, 'No string becomes HTML in a page: build it with templates.']);

const whatPagesReplace = [
  ['reduce', 'Prototype 1.6 has a `reduce` of its own.'],
  ['finally', 'A page may have put an older Promise in place of the browser’s.'],
].map(([name, message]) => [`CallExpression > MemberExpression[property.name="${name}"]`, message]);

const noNetworkInElements = ['window', 'globalThis', 'self'].map((name) => [
  `MemberExpression[object.name="${name}"][property.name=/^(fetch|XMLHttpRequest|EventSource|WebSocket|indexedDB)$/]`,
  'An element asks the discussion; only a backend talks to the network.',
]);

const restrictSyntax = (...lists) => [
  'error',
  ...lists.flat().map(([selector, message]) => ({ selector, message })),
];

const everywhere = [...onlyTypesFromTypeScript, ...noDefaultExport];
const inPages = [...everywhere, ...noStringBecomesHtml, ...whatPagesReplace];

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'coverage/', 'tests/.output/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strict,
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: root },
    },
    plugins: { 'import-x': importX, palabre: { rules: { 'import-layers': importLayers } } },
    settings: {
      'import-x/extensions': ['.ts', '.js'],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.js'],
          extensionAlias: { '.js': ['.ts', '.js'] },
        }),
      ],
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      // What readers type holds control characters, and they have to be found to be dropped.
      'no-control-regex': 'off',
      'no-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-restricted-syntax': restrictSyntax(everywhere),
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-self-import': 'error',
      'import-x/no-duplicates': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      // Under noUncheckedIndexedAccess an index that was checked needs it.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
            // A plug-in of chai declares `equal` as a promise for the sake of its snapshots.
            'Equal',
          ],
        },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/unbound-method': ['error', { ignoreStatic: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'palabre/import-layers': 'error',
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/server/**'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/best-practice']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      'no-restricted-syntax': restrictSyntax(inPages),
      'lit/no-classfield-shadowing': 'error',
      'lit/lifecycle-super': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'wc/guard-super-call': 'off',
      // WebKit forgets that a list without markers is one, unless it says so.
      'lit-a11y/no-redundant-role': 'off',
    },
  },
  {
    files: ['src/backend/conformance/**/*.ts'],
    rules: { 'no-restricted-syntax': restrictSyntax(everywhere, noStringBecomesHtml) },
  },
  {
    files: ['src/elements/**/*.ts'],
    rules: {
      'no-restricted-syntax': restrictSyntax(inPages, noNetworkInElements),
      'no-restricted-globals': [
        'error',
        ...['fetch', 'XMLHttpRequest', 'EventSource', 'WebSocket', 'indexedDB'],
      ],
      // Lit calls the handlers in a template on the element.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['src/server/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['tests/**/*.ts', 'demo/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: globals.node, parserOptions: { projectService: false } },
  },
  {
    files: ['demo/**/*.js', 'tests/bench/support/{by-hand,probe}.js', 'tests/hosts/fixtures/*.js'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.config.{js,ts}', 'tests/support/node-count-reporter.js'],
    rules: { 'no-restricted-syntax': restrictSyntax(onlyTypesFromTypeScript) },
  },
);
