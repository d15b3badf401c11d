import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ORIGIN, SECRET } from './site.js';

export const CLI = fileURLToPath(new URL('../../../src/server/cli.ts', import.meta.url));

export interface Run {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  /** The server's address, once it listens. */
  url: Promise<string>;
  ended: Promise<number | null>;
}

export interface Serves {
  /** Starts `palabre serve` on a free port, with one data folder for all that a suite starts. */
  serve: (env?: Record<string, string | undefined>) => Run;
  inFolder: (name: string) => string;
}

/** For one suite: what it starts does not outlive it. */
export function servesOf(): Serves {
  let folder = '';
  const running = new Set<ChildProcess>();
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'palabre-cli-'));
  });
  after(async () => {
    for (const child of running) child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });
  return {
    inFolder: (name) => join(folder, name),
    serve(env = {}) {
      const run = start({ PALABRE_DATA: join(folder, 'data'), ...env });
      running.add(run.child);
      void run.ended.then(() => running.delete(run.child));
      return run;
    },
  };
}

function start(env: Record<string, string | undefined>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', CLI, 'serve'], {
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: ORIGIN,
      PALABRE_LIMITS: 'off',
      PALABRE_LOG: 'off',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      const found = /listens on (http[^\s"]+)["\n]/.exec(stdout)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`It ended: ${stdout}${stderr}`)));
  });
  url.catch(() => undefined);
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  return { child, stdout: () => stdout, stderr: () => stderr, url, ended };
}
