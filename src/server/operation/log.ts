import { destination, pino } from 'pino';
import type { RequestRecord } from '../types.js';

export const LOG_FORMATS = ['json', 'text', 'off'] as const;
export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the server tells whoever runs it. Never what was said, and of nobody. */
export interface Log {
  request(record: RequestRecord): void;
  event(level: LogLevel, message: string): void;
  /** Lets nothing be lost at the end of the process. */
  flush(): void;
}

export interface LogOptions {
  format: LogFormat;
  level: LogLevel;
}

/**
 * - `json`: one object per line on the standard output.
 * - `text`: the same in words; failures on the standard error output.
 * - `off`: as `text`, but without the requests.
 */
export function createLog({ format, level }: LogOptions): Log {
  return format === 'json' ? jsonLog(level) : textLog(level, format === 'text');
}

function jsonLog(level: LogLevel): Log {
  const stream = destination({ fd: process.stdout.fd, sync: false });
  const options = {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const logger = pino(options, stream);
  return {
    request: ({ duration, ...record }) => {
      const fields = { ...record, duration: Math.round(duration * 100) / 100 };
      logger[levelOf(record)](fields, 'request');
    },
    event: (at, message) => logger[at](message),
    flush: () => stream.flushSync(),
  };
}

function textLog(level: LogLevel, withRequests: boolean): Log {
  const isShown = (at: LogLevel): boolean => LOG_LEVELS.indexOf(at) >= LOG_LEVELS.indexOf(level);
  return {
    request(record) {
      if (!withRequests || !isShown(levelOf(record))) return;
      const { id, method, route, status, duration, bytes, code } = record;
      const parts = [method, route, status, code, `${duration.toFixed(1)} ms`, `${bytes} B`, id];
      process.stdout.write(`${parts.filter((part) => part !== null).join(' ')}\n`);
    },
    event(at, message) {
      if (!isShown(at)) return;
      const stream = at === 'warn' || at === 'error' ? process.stderr : process.stdout;
      stream.write(`${message}\n`);
    },
    flush: () => {},
  };
}

/** Routes that are asked every few seconds by machines. */
const PROBES = ['/healthz', '/readyz', '/metrics'];

function levelOf({ status, route }: Pick<RequestRecord, 'status' | 'route'>): LogLevel {
  if (status === 500) return 'error';
  if (status > 500) return 'warn';
  return PROBES.includes(route) ? 'debug' : 'info';
}
