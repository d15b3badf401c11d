import { StartError } from '../node/start-error.js';

export function say(message: string): void {
  process.stdout.write(`${message}\n`);
}

export function complain(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** A failure in one sentence, without a stack. */
export function sentenceOf(error: unknown): string {
  if (error instanceof StartError) return error.message;
  return `Palabre failed: ${error instanceof Error ? error.message : String(error)}`;
}
