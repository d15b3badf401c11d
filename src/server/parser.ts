import { Worker } from 'node:worker_threads';
import type { CommentBody } from '../model/body.js';
import { PalabreError, type ErrorCode } from '../model/errors.js';
import { parseWorker } from './node/packaged.js';

/** What the worker says to one text. */
export type ParseAnswer = { body: CommentBody } | { code: ErrorCode; message: string };

export interface Parser {
  /** As `parseSource`; also `too-complex` for a text that takes longer than the deadline. */
  parse(source: string): Promise<CommentBody>;
  /** Texts that wait, the one included that is being parsed. */
  queued(): number;
  close(): Promise<void>;
}

const DEADLINE_MS = 2_000;

/** Texts that may wait for the one that is being parsed. */
const QUEUE_MAX = 1_000;

interface Job {
  source: string;
  resolve: (body: CommentBody) => void;
  reject: (error: unknown) => void;
}

/**
 * Parses outside the event loop, one text after the other. A text that is not done in time costs
 * its worker; the next text gets a new one.
 */
export function createParser(deadline = DEADLINE_MS): Parser {
  const queue: Job[] = [];
  let worker: Worker | null = null;
  let isReady = false;
  let current: Job | null = null;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function discard(): void {
    const old = worker;
    worker = null;
    isReady = false;
    old?.removeAllListeners();
    old?.on('error', () => {});
    void old?.terminate();
  }

  function finish(): Job | null {
    clearTimeout(timer);
    const job = current;
    current = null;
    return job;
  }

  function fail(error: unknown): void {
    const job = finish() ?? queue.shift() ?? null;
    discard();
    job?.reject(error);
    next();
  }

  /** A loop that was busy meanwhile may have the answer already, and only not have read it. */
  function expire(job: Job | null): void {
    setImmediate(() => {
      if (current !== job) return;
      fail(new PalabreError('too-complex', 'The text takes too long to parse.'));
    });
  }

  function spawn(): void {
    worker = new Worker(parseWorker);
    worker.on('message', (message: 'ready' | ParseAnswer) => {
      if (message === 'ready') {
        isReady = true;
      } else {
        const job = finish();
        if ('body' in message) job?.resolve(message.body);
        else job?.reject(new PalabreError(message.code, message.message));
      }
      next();
    });
    worker.on('error', fail);
    worker.on('exit', () => fail(new Error('The parser ended.')));
  }

  function next(): void {
    // A worker without work does not keep the process alive.
    if (current === null && queue.length === 0) worker?.unref();
    if (isClosed || current !== null || queue.length === 0) return;
    if (worker === null) spawn();
    worker?.ref();
    if (!isReady) return;
    current = queue.shift() ?? null;
    timer = setTimeout(() => expire(current), deadline);
    worker?.postMessage(current?.source);
  }

  return {
    parse(source) {
      return new Promise((resolve, reject) => {
        if (isClosed || queue.length >= QUEUE_MAX) {
          reject(new PalabreError('unavailable', 'Too many texts at once.', { retryAfter: 1 }));
          return;
        }
        queue.push({ source, resolve, reject });
        next();
      });
    },
    queued: () => queue.length + (current === null ? 0 : 1),
    async close() {
      isClosed = true;
      const old = worker;
      const waiting = [finish(), ...queue.splice(0)];
      discard();
      for (const job of waiting) {
        job?.reject(new PalabreError('unavailable', 'The server is closing.'));
      }
      await old?.terminate();
    },
  };
}
