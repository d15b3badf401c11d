import { posix } from 'node:path';

/*
 * Who may import whom. A place ends with a slash if it is a folder; the first zone that holds a file
 * is its zone. `from` may be imported, `types` by `import type` only; a zone may import itself unless
 * it is `isolated`, where only files of one name (http.ts, http/…) belong together. Everything that
 * is not allowed is forbidden, an unknown place included: a new folder under src gets its line here.
 */
const BELOW_BACKEND = ['model/', 'markup/'];
const ADAPTERS = 'backend/adapters/';
const LIT = ['lit', '@lit/*'];
const MARKDOWN = ['mdast', 'mdast-util-*', 'micromark', 'micromark-*'];
const BROWSER = [...BELOW_BACKEND, 'backend/', 'cache/', 'discussion/', 'i18n/', 'styles/'];

const ZONES = [
  { place: 'model/' },
  { place: 'markup/', from: ['model/'], packages: MARKDOWN },
  { place: 'wire/', from: ['model/'], packages: ['zod'] },
  {
    place: ADAPTERS,
    isolated: true,
    from: [...BELOW_BACKEND, 'backend/'],
    types: ['wire/'],
    packages: ['idb-keyval'],
  },
  {
    place: 'backend/http/',
    from: [...BELOW_BACKEND, 'backend/'],
    never: [ADAPTERS],
    types: ['wire/'],
    packages: ['eventsource-parser'],
  },
  { place: 'backend/', from: BELOW_BACKEND, types: ['wire/'] },
  {
    place: 'cache/',
    from: [...BELOW_BACKEND, 'backend/'],
    never: [ADAPTERS],
    types: ['wire/'],
    packages: ['idb-keyval'],
  },
  {
    place: 'discussion/',
    from: [...BELOW_BACKEND, 'backend/', 'cache/'],
    never: [ADAPTERS],
    types: ['wire/'],
  },
  { place: 'i18n/', types: ['model/'] },
  { place: 'styles/', packages: ['lit'] },
  {
    place: 'elements/',
    from: [
      ...['model/', 'markup/', 'discussion/', 'i18n/', 'styles/'],
      ...['backend/contract', 'backend/resolve', 'backend/errors'],
    ],
    never: [ADAPTERS],
    types: ['backend/'],
    packages: LIT,
  },
  { place: 'index', from: [...BROWSER, 'elements/'], packages: LIT },
  { place: 'cdn/', from: [...BROWSER, 'elements/', 'index'], packages: LIT },
  { place: 'server/', from: ['model/', 'markup/', 'wire/'], packages: ['*'] },
  { place: 'ssr/', from: [...BROWSER, 'elements/', 'index'], types: ['wire/'], packages: ['*'] },
];

/** An ESLint rule that works on paths alone, so that a missing file cannot switch it off. */
export const importLayers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unknown: 'src/{{path}} is in no zone: give it a line in tests/support/import-layers.js',
      forbidden: 'src/{{zone}} must not import {{target}}',
      typesOnly: 'src/{{zone}} may import {{target}} by "import type" only',
    },
  },
  create(context) {
    const path = pathInSource(context.filename);
    if (path === undefined) return {};
    const zone = ZONES.find(({ place }) => holds(place, path));
    if (!zone) {
      return { Program: (node) => context.report({ node, messageId: 'unknown', data: { path } }) };
    }
    const check = (source, isType) => {
      if (typeof source?.value !== 'string') return;
      const { messageId, target } = judge(zone, path, source.value, isType);
      if (messageId)
        context.report({ node: source, messageId, data: { zone: zone.place, target } });
    };
    return {
      ImportDeclaration: (node) => check(node.source, node.importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, node.exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (node) => check(node.source ?? node.argument?.literal, true),
    };
  },
};

function judge(zone, path, specifier, isType) {
  const { packages = [], from = [], types = [], never = [] } = zone;
  if (!specifier.startsWith('.')) {
    const ok = packages.some((pattern) => isPackage(pattern, specifier));
    return ok ? {} : { messageId: 'forbidden', target: specifier };
  }
  const imported = stem(posix.join(posix.dirname(path), specifier));
  const target = `src/${imported}`;
  const isIn = (places) => places.some((place) => holds(place, imported));
  if (isFamily(zone, path, imported)) return {};
  if (isIn(never) || (zone.isolated && holds(zone.place, imported))) {
    return { messageId: 'forbidden', target };
  }
  if (isIn(from)) return {};
  if (isIn(types)) return isType ? {} : { messageId: 'typesOnly', target };
  return { messageId: 'forbidden', target };
}

function isFamily({ place, isolated }, path, imported) {
  if (!holds(place, imported)) return false;
  const name = (file) => stem(file).slice(place.length).split('/')[0];
  return !isolated || name(path) === name(imported);
}

function holds(place, path) {
  return place.endsWith('/') ? path.startsWith(place) : stem(path) === place;
}

function isPackage(pattern, specifier) {
  if (pattern.endsWith('*')) return specifier.startsWith(pattern.slice(0, -1));
  return specifier === pattern || specifier.startsWith(`${pattern}/`);
}

function pathInSource(filename) {
  const root = new URL('../../src/', import.meta.url).pathname;
  const path = filename.replaceAll('\\', '/');
  return path.startsWith(root) ? path.slice(root.length) : undefined;
}

function stem(path) {
  return path.replace(/\.(d\.)?[cm]?[jt]s$/, '');
}
