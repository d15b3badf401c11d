import { parentPort } from 'node:worker_threads';
import { parseSource } from '../markup/parse.js';
import { toPalabreError } from '../model/errors.js';
import type { ParseAnswer } from './parser.js';

/** Parses in a thread of its own, so that {@link createParser} can end it. */
parentPort?.on('message', (source: string) => {
  parentPort?.postMessage(answer(source));
});
parentPort?.postMessage('ready');

function answer(source: string): ParseAnswer {
  try {
    return { body: parseSource(source) };
  } catch (error) {
    const { code, message } = toPalabreError(error);
    return { code, message };
  }
}
