import { readFileSync } from 'node:fs';

/** Where the files lie that come with the server, run from `src` or from the built package. */

const BUILT = import.meta.url.endsWith('.js');

const folder = new URL(BUILT ? './' : '../', import.meta.url);

export const migrationsFolder = new URL(BUILT ? 'migrations/' : 'storage/migrations/', folder);

export const parseWorker = BUILT
  ? new URL('parse-worker.js', folder)
  : throughTsx(new URL('parse-worker.ts', folder));

/** The script tag's files. */
export const cdnFolder = new URL('../../dist/cdn/', folder);

export function packageVersion(): string {
  const text = readFileSync(new URL('../../package.json', folder), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** A thread does not take over the loader by which its parent reads TypeScript. */
function throughTsx(module: URL): URL {
  const code = `
    import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};
    register();
    await import(${JSON.stringify(module.href)});`;
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}
