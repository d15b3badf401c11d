import { fileURLToPath } from 'node:url';

/** A script for a page, with all that it imports: made by the first who asks for it, and kept. */
export function bundled(entry: URL): () => Promise<string> {
  let code: Promise<string> | undefined;
  return () => (code ??= bundle(entry));
}

async function bundle(entry: URL): Promise<string> {
  const { build } = await import('vite');
  const results = await build({
    configFile: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(entry), formats: ['es'], fileName: 'script' },
    },
  });
  const [result] = [results].flat();
  const chunk = result && 'output' in result ? result.output[0] : null;
  if (!chunk) throw new Error(`${entry.pathname} could not be bundled.`);
  return chunk.code;
}
