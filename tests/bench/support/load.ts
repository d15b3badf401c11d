import { answerOf, startChild } from './child.js';

export interface LoadRequest {
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

export interface Load {
  url: string;
  connections: number;
  seconds: number;
  /** Sent in turns. */
  requests: LoadRequest[];
  /** Sends each request at most once. */
  once?: boolean;
}

export interface LoadResult {
  /** Answers with 2xx. */
  answered: number;
  failed: number;
  /** How often each: a status other than 2xx, or why there was none. */
  failures: Record<string, number>;
  seconds: number;
  bytes: number;
  /** Milliseconds, in whole ones. */
  latency: { p50: number; p99: number; max: number };
  /** What the load generator itself used. */
  cpuMicroseconds: number;
}

/** Asks as fast as the answers come, from a process of its own. */
export function runLoad(load: Load): Promise<LoadResult> {
  return answerOf<LoadResult>(startChild('load-child.js'), load);
}
