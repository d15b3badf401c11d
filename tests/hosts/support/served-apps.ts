import { compile } from 'svelte/compiler';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const APPS = new URL('../apps/', import.meta.url);
const bundles = new Map<string, Promise<string>>();

const svelte: Plugin = {
  name: 'svelte',
  transform: {
    filter: { id: /\.svelte$/ },
    handler: (code, filename) => compile(code, { filename, generate: 'client' }).js,
  },
};

/** A page's own program, as its build would make it; each is made once. */
export function bundleApp(name: string): Promise<string> {
  const known = bundles.get(name) ?? bundle(name);
  bundles.set(name, known);
  return known;
}

async function bundle(name: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [svelte],
    // With its compiler, as on a page without a build.
    resolve: { alias: { vue: 'vue/dist/vue.esm-bundler.js' } },
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL(name, APPS)), formats: ['es'] },
    },
  });
  const [output] = Array.isArray(built) ? built : [built];
  if (!output || !('output' in output)) throw new Error(`${name} was not built`);
  return output.output[0].code;
}
