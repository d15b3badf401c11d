import { build, type Plugin, type Rolldown } from 'vite';
import { withStaticImports } from './chunks.js';
import { MINIFY } from './loader.js';

/** Loaded on demand beside a thread; here every page needs them at once. */
const AT_ONCE = /\/src\/backend\/(?:http\/more|http\/failure|resolve-other)\.ts$/;

/**
 * Adds a script to a build that shares nothing with it, `source` under the name of its own: a page
 * that needs only that fetches only that, and what it needs costs the build's other pages nothing.
 */
export function standalone(source: string, name: string, plugins: Plugin[]): Plugin {
  return {
    name: 'palabre:standalone',
    async generateBundle() {
      for (const { fileName, code } of await bundle(source, name, plugins)) {
        this.emitFile({ type: 'asset', fileName, source: code });
      }
    },
  };
}

async function bundle(
  source: string,
  name: string,
  plugins: Plugin[],
): Promise<Rolldown.OutputChunk[]> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: source, formats: ['es'] },
      rolldownOptions: {
        preserveEntrySignatures: 'allow-extension',
        output: {
          entryFileNames: `${name}.js`,
          chunkFileNames: `${name}-[name]-[hash].js`,
          comments: false,
          codeSplitting: { groups: [{ debugName: name, name: withStaticImports(name, AT_ONCE) }] },
          minify: MINIFY,
        },
      },
    },
  });
  const [{ output }] = result as unknown as [Rolldown.RolldownOutput];
  return output.filter((file) => file.type === 'chunk');
}
