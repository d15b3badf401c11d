import { z } from 'zod';
import { BUDGETS, parseLimits, type Budget, type Limit } from '../limits/budgets.js';
import { LOG_FORMATS, LOG_LEVELS, type LogFormat, type LogLevel } from '../operation/log.js';
import type { SiteOptions } from '../types.js';
import { numberSchema } from './settings.js';

function choiceSchema<const T extends readonly string[]>(values: T) {
  return z.enum(values, `must be ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`);
}

const limitsSchema = z.string().transform((text, context): Limit[] => {
  const limits = parseLimits(text);
  if (limits !== null) return limits;
  context.addIssue('must look like 5/minute,60/hour (second, minute, hour, day), or be off');
  return [];
});

const METRICS_HOST = '127.0.0.1';

const listenSchema = z.string().transform((text, context) => {
  const [, v6, name, port] = /^(?:(?:\[([\da-f:.]+)\]|([\w.-]+)):)?(\d{1,5})$/i.exec(text) ?? [];
  if (port !== undefined && Number(port) <= 65_535) {
    return { host: v6 ?? name ?? METRICS_HOST, port: Number(port) };
  }
  context.addIssue('must be a port, or host:port');
  return { host: METRICS_HOST, port: 0 };
});

const LIMIT_VARIABLES = {
  comment: 'PALABRE_LIMIT_COMMENTS',
  vote: 'PALABRE_LIMIT_VOTES',
  report: 'PALABRE_LIMIT_REPORTS',
  write: 'PALABRE_LIMIT_WRITES',
  request: 'PALABRE_LIMIT_REQUESTS',
} as const satisfies Record<Budget, string>;

/** What the environment says of limits and of the server's operation. */
export const operationSettings = {
  PALABRE_OUTAGE_SECONDS: numberSchema(0, 86_400).default(300),
  PALABRE_TRUSTED_PROXIES: numberSchema(0, 10).default(0),
  PALABRE_LOG: choiceSchema(LOG_FORMATS).nullable().default(null),
  PALABRE_LOG_LEVEL: choiceSchema(LOG_LEVELS).default('info'),
  PALABRE_METRICS: listenSchema.nullable().default(null),
  PALABRE_EVENTS: numberSchema(0, 1_000_000).default(5_000),
  PALABRE_EVENTS_PER_ADDRESS: numberSchema(1, 1_000_000).default(20),
  PALABRE_LIMITS: z.enum(['on', 'off'], 'must be on or off').default('on'),
  PALABRE_LIMIT_COMMENTS: limitsSchema.optional(),
  PALABRE_LIMIT_VOTES: limitsSchema.optional(),
  PALABRE_LIMIT_REPORTS: limitsSchema.optional(),
  PALABRE_LIMIT_WRITES: limitsSchema.optional(),
  PALABRE_LIMIT_REQUESTS: limitsSchema.optional(),
};

type Settings = z.infer<z.ZodObject<typeof operationSettings>>;

/** What concerns the process, and not the site. */
export interface OperationConfig {
  trustedProxies: number;
  /** `format` is `null` where nothing is said: then nothing is logged. */
  log: { format: LogFormat | null; level: LogLevel };
  /** Where metrics are answered. */
  metrics: { host: string; port: number } | null;
}

export function toOperation(settings: Settings): OperationConfig {
  return {
    trustedProxies: settings.PALABRE_TRUSTED_PROXIES,
    log: { format: settings.PALABRE_LOG, level: settings.PALABRE_LOG_LEVEL },
    metrics: settings.PALABRE_METRICS,
  };
}

export function toLimits(
  settings: Settings,
): Pick<SiteOptions, 'events' | 'limits' | 'outageSeconds'> {
  return {
    events: {
      total: settings.PALABRE_EVENTS,
      perAddress: settings.PALABRE_EVENTS_PER_ADDRESS,
    },
    outageSeconds: settings.PALABRE_OUTAGE_SECONDS,
    limits: settings.PALABRE_LIMITS === 'off' ? 'off' : limitsOf(settings),
  };
}

function limitsOf(settings: Settings): SiteOptions['limits'] {
  const given = BUDGETS.flatMap((budget) => {
    const limits = settings[LIMIT_VARIABLES[budget]];
    return limits === undefined ? [] : [[budget, limits] as const];
  });
  return Object.fromEntries(given);
}
