import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { MODERATION_MODES } from '../../model/moderation.js';
import type { CheckOptions, SiteOptions } from '../types.js';
import { checkUrlProblem } from '../moderation/check.js';
import { complaintOf, numberSchema, secretSchema } from './settings.js';

/** What the environment says of moderation. */
export const moderationSettings = {
  PALABRE_MODERATION: z.enum(MODERATION_MODES, 'must be pre or post').default('post'),
  PALABRE_REPORT_THRESHOLD: numberSchema(0, 1_000_000).default(5),
  PALABRE_WORDS: z
    .string()
    .transform((path, context) => {
      try {
        return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).split(/\r?\n/);
      } catch (error) {
        const isText = !(error instanceof TypeError);
        const why = isText
          ? ((error as NodeJS.ErrnoException).code ?? 'unknown')
          : 'it is not UTF-8';
        context.addIssue(`cannot be read from ${path} (${why})`);
        return z.NEVER;
      }
    })
    .optional(),
  PALABRE_MAX_LINKS: numberSchema(0, 1_000).optional(),
  PALABRE_CHECK_URL: z.string().superRefine(complaintOf(checkUrlProblem)).optional(),
  PALABRE_CHECK_SECRET: secretSchema.optional(),
  PALABRE_CHECK_TIMEOUT_MS: numberSchema(50, 30_000).default(2_000),
  PALABRE_CHECK_FAILURE: z.enum(['hold', 'publish'], 'must be hold or publish').default('hold'),
};

type Settings = z.infer<z.ZodObject<typeof moderationSettings>>;

/** Whether what is sent to the check can be signed. */
export function isCheckSigned(env: Record<string, unknown>): boolean {
  return env.PALABRE_CHECK_URL === undefined || env.PALABRE_CHECK_SECRET !== undefined;
}

type ModerationOptions = Pick<
  SiteOptions,
  'moderation' | 'reportThreshold' | 'words' | 'maxLinks' | 'check'
>;

export function toModeration(settings: Settings): ModerationOptions {
  return {
    moderation: settings.PALABRE_MODERATION,
    reportThreshold: settings.PALABRE_REPORT_THRESHOLD,
    words: settings.PALABRE_WORDS ?? [],
    maxLinks: settings.PALABRE_MAX_LINKS ?? null,
    check: toCheck(settings),
  };
}

function toCheck(settings: Settings): CheckOptions | null {
  const { PALABRE_CHECK_URL: url, PALABRE_CHECK_SECRET: secret } = settings;
  if (url === undefined || secret === undefined) return null;
  return {
    url,
    secret,
    timeout: settings.PALABRE_CHECK_TIMEOUT_MS,
    failure: settings.PALABRE_CHECK_FAILURE,
  };
}
