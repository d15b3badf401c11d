import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starts a program of this folder, which ends with this process. */
export function startChild(
  file: string,
  env: NodeJS.ProcessEnv = process.env,
  execArgv: string[] = [],
): ChildProcess {
  const path = fileURLToPath(new URL(file, import.meta.url));
  return fork(path, { env, execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

/** The next thing that a child says. @throws Error if it ends instead */
export async function answerOf<T>(child: ChildProcess, question?: object | string): Promise<T> {
  const ended = new AbortController();
  const said = once(child, 'message', { signal: ended.signal });
  const died = once(child, 'exit', { signal: ended.signal }).then(([code]) => {
    throw new Error(`${child.spawnfile} ${child.spawnargs.at(-1)} ended with ${String(code)}.`);
  });
  if (question !== undefined) child.send(question);
  try {
    const [message] = (await Promise.race([said, died])) as [T];
    return message;
  } finally {
    ended.abort();
    await Promise.allSettled([said, died]);
  }
}
