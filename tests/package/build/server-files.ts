import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** The migrations beside the server, and a command that can be run as it lies there. */
export function serverFiles(migrations: string, command: string): Plugin {
  return {
    name: 'palabre:server-files',
    async generateBundle() {
      for (const name of await readdir(migrations)) {
        const source = await readFile(join(migrations, name));
        this.emitFile({ type: 'asset', fileName: `migrations/${name}`, source });
      }
    },
    writeBundle: ({ dir }) => chmod(join(dir!, command), 0o755),
  };
}
