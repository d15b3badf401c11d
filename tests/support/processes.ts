import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { promisify } from 'node:util';

const run = promisify(execFile);

/*
 * The kernel closes the pipe on our side however this process ends (a crash and SIGKILL included),
 * and that is what ends the program: no exit handler has to get the chance to run.
 */
const SUPERVISOR = `
signal=$1 leftovers=$2; shift 2
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{ read -r _ <&3; kill -"$signal" "$child"; } >/dev/null 2>&1 &
exec 3<&-
wait "$child"; code=$?
[ -z "$leftovers" ] || rm -rf "$leftovers"
exit $code`;

export interface SupervisedOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** What ends the program: TERM unless it has a quicker way. */
  signal?: string;
  /** A folder to delete once the program has ended. */
  leftovers?: string;
}

export interface Supervised {
  /** Everything the program has said, for error messages. */
  output(): string;
  /** Resolves with the first match of the pattern in what the program says. */
  says(pattern: RegExp, timeout?: number): Promise<RegExpMatchArray>;
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Starts a program that cannot outlive this process. It does not keep the process alive either. */
export function supervise(
  command: string,
  args: readonly string[],
  options: SupervisedOptions = {},
): Supervised {
  const { signal = 'TERM', leftovers = '', ...spawnOptions } = options;
  // A session of its own: Ctrl+C in the terminal must reach us, not the supervising shell.
  const child = spawn('sh', ['-c', SUPERVISOR, 'sh', signal, leftovers, command, ...args], {
    ...spawnOptions,
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    listeners.forEach((listener) => listener());
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
  void ended.then(() => child.stdin.destroy());
  unref(child);
  return {
    output: () => output,
    ended,
    says: (pattern, timeout = 30_000) =>
      new Promise((resolve, reject) => {
        const settle = (outcome: () => void): void => {
          clearTimeout(timer);
          listeners.delete(look);
          outcome();
        };
        const fail = (why: string) => (): void =>
          settle(() => reject(new Error(`${command} ${why}\n${output}`)));
        const look = (): void => {
          const match = output.match(pattern);
          if (match) settle(() => resolve(match));
        };
        const timer = setTimeout(fail(`did not say ${String(pattern)} in time`), timeout);
        listeners.add(look);
        void ended.then(fail('ended early'));
        look();
      }),
    stop: async () => {
      child.ref();
      child.stdin.destroy();
      await ended;
    },
  };
}

function unref(child: ChildProcess): void {
  child.unref();
  for (const stream of child.stdio) (stream as { unref?: () => void } | null)?.unref?.();
}

/** The program's standard output, or undefined where it does not exist or fails. */
export async function outputOf(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  try {
    return (await run(command, args, { env, timeout: 60_000 })).stdout.trim();
  } catch {
    return undefined;
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits for a condition; a test never waits for a duration. */
export async function until(
  condition: () => Promise<boolean>,
  what: string,
  timeout = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${timeout} ms in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
