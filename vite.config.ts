import { defineConfig, type Plugin, type UserConfig } from 'vite';
import { withStaticImports } from './tests/package/build/chunks.js';
import { licences } from './tests/package/build/licences.js';
import { standalone } from './tests/package/build/standalone.js';
import { loader, MINIFY } from './tests/package/build/loader.js';
import { minifyTemplates } from './tests/package/build/minify-templates.js';
import { ownNames } from './tests/package/build/own-names.js';
import { plainProperties } from './tests/package/build/plain-properties.js';
import { serverFiles } from './tests/package/build/server-files.js';

/** `sideEffects` in package.json names what is published; here the same is said of its sources. */
const registrations: Plugin = {
  name: 'palabre:registrations',
  transform: {
    filter: { id: /\/src\/elements\/[\w-]+\/define\.ts$/ },
    handler: (code) => ({ code, moduleSideEffects: true }),
  },
};

/** What makes our sources small. */
const smaller = (): Plugin[] => [registrations, plainProperties(), minifyTemplates()];

/**
 * The script tag's files: the loader, the reading path in one chunk, the rest as it is needed; and
 * beside them what shows lists on other pages.
 */
const cdn: UserConfig = {
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [
    smaller(),
    ownNames(),
    loader('src/cdn/palabre.ts', 'palabre.js'),
    standalone('src/cdn/lists.ts', 'lists', smaller()),
    licences('dist/cdn'),
  ],
  build: {
    outDir: 'dist/cdn',
    target: 'es2022',
    // App mode would add a helper that writes preload links into the page's head.
    lib: { entry: 'src/cdn/entry.ts', formats: ['es'] },
    reportCompressedSize: false,
    rolldownOptions: {
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name]-[hash].js',
        chunkFileNames: '[name]-[hash].js',
        comments: false,
        codeSplitting: {
          groups: [{ debugName: 'reading path', name: withStaticImports('entry') }],
        },
        minify: MINIFY,
      },
    },
  },
};

/** The reference server with all that it needs, but for the two databases that one chooses from. */
const server: UserConfig = {
  plugins: [serverFiles('src/server/storage/migrations', 'cli.js'), licences('dist/server')],
  ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg'] },
  build: {
    outDir: 'dist/server',
    target: 'node20',
    ssr: true,
    rolldownOptions: {
      input: {
        index: 'src/server/index.ts',
        cli: 'src/server/cli.ts',
        'parse-worker': 'src/server/parse-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
};

const MODES: Record<string, UserConfig> = { cdn, server };

export default defineConfig(({ mode }) => {
  const config = MODES[mode];
  if (!config) throw new Error(`There is no mode "${mode}": ${Object.keys(MODES).join(', ')}`);
  return config;
});
