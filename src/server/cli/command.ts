import { StartError } from '../node/start-error.js';

/** What `palabre <name>` does: one file per command in this folder, one line in `cli.ts`. */
export interface Command {
  /** As `palabre --help` shows it: the call, what it does, its settings. Ends with a newline. */
  usage: string;
  /** `args` stand after the command's name. Rejects with a StartError for whoever runs it. */
  run(args: string[]): Promise<void>;
}

/** @throws StartError for a command whose settings are all in the environment */
export function demandNoArguments(name: string, [first]: string[]): void {
  if (first === undefined) return;
  throw new StartError(
    `palabre ${name} takes no arguments ("${first}"); see palabre ${name} --help.`,
  );
}
