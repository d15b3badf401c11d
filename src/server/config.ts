import { z } from 'zod';
import { isCheckSigned, moderationSettings, toModeration } from './config/moderation.js';
import {
  operationSettings,
  toLimits,
  toOperation,
  type OperationConfig,
} from './config/operation.js';
import { numberSchema, switchSchema } from './config/settings.js';
import { tokenSettings } from './config/tokens.js';
import { nearest } from './nearest.js';
import { StartError } from './node/start-error.js';
import type { SiteOptions, StorageOptions } from './types.js';

/** Everything that the environment says. */
export interface Config extends OperationConfig {
  port: number;
  host: string;
  storage: Pick<StorageOptions, 'url' | 'data'>;
  site: SiteOptions;
}

const accessSchema = z.enum(['subscribers', 'registered'], 'must be subscribers or registered');

function envSchema(hasKeys: boolean) {
  return z
    .object({
      PORT: numberSchema(0, 65_535).default(8787),
      HOST: z.string().default('127.0.0.1'),
      DATABASE_URL: z.string().optional(),
      PALABRE_DATA: z.string().default('./data/palabre'),
      ...tokenSettings(hasKeys),
      PALABRE_ORIGINS: z
        .string(
          'is missing: the origins of the pages that may write, such as https://journal.example',
        )
        .transform(toOrigins),
      PALABRE_COMMENT_ACCESS: z
        .enum(['subscribers', 'registered', 'guests'], 'must be subscribers, registered or guests')
        .default('subscribers'),
      PALABRE_VOTE_ACCESS: accessSchema.default('subscribers'),
      PALABRE_REPORT_ACCESS: z
        .enum(['registered', 'everybody'], 'must be registered or everybody')
        .default('registered'),
      PALABRE_DOWN_VOTES: switchSchema,
      PALABRE_HIGHLIGHT_VOTES: numberSchema(1, 1_000_000).default(3),
      PALABRE_READ_ONLY: switchSchema,
      PALABRE_CLOSE_AFTER_DAYS: numberSchema(0, 36_500).default(0),
      PALABRE_HIDE_VOTES_MINUTES: numberSchema(0, 10_080).default(0),
      PALABRE_EDIT_MINUTES: numberSchema(0, 1_000_000).default(15),
      ...moderationSettings,
      ...operationSettings,
    })
    .refine(isCheckSigned, {
      path: ['PALABRE_CHECK_SECRET'],
      message: 'is missing: it signs what is sent to PALABRE_CHECK_URL',
      // Also where another variable is wrong: every mistake is named at once.
      when: () => true,
    });
}

/** Variables that are not the server's own but of its tests. */
const FOREIGN = /^PALABRE_(?:TEST_|REQUIRE$|ENGINES$|CHROMIUM$|FIREFOX$|WEBKIT$|COUNTS$)/;

/**
 * The environment as configuration; an empty variable counts as absent.
 * @throws StartError that names every mistake at once
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value));
  const parsed = envSchema(given['PALABRE_JWKS_URL'] !== undefined).safeParse(given);
  const mistakes = unknownIn(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    mistakes.unshift(...wrong);
  }
  if (!parsed.success || mistakes.length > 0) throw new StartError(`${mistakes.join('; ')}.`);
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    storage: { url: values.DATABASE_URL, data: values.PALABRE_DATA },
    site: {
      secret: values.PALABRE_JWT_SECRET,
      jwksUrl: values.PALABRE_JWKS_URL,
      issuer: values.PALABRE_JWT_ISSUER,
      audience: values.PALABRE_JWT_AUDIENCE,
      origins: values.PALABRE_ORIGINS,
      commentAccess: values.PALABRE_COMMENT_ACCESS,
      voteAccess: values.PALABRE_VOTE_ACCESS,
      reportAccess: values.PALABRE_REPORT_ACCESS,
      downVotes: values.PALABRE_DOWN_VOTES,
      highlightVotes: values.PALABRE_HIGHLIGHT_VOTES,
      readOnly: values.PALABRE_READ_ONLY,
      closeAfterDays: values.PALABRE_CLOSE_AFTER_DAYS,
      hideVotesMinutes: values.PALABRE_HIDE_VOTES_MINUTES,
      editMinutes: values.PALABRE_EDIT_MINUTES,
      ...toModeration(values),
      ...toLimits(values),
    },
    ...toOperation(values),
  };
}

/** A variable that nobody reads is a misspelling: what it should have set would be missed. */
function unknownIn(given: Record<string, unknown>): string[] {
  const known = Object.keys(envSchema(false).shape);
  return Object.keys(given)
    .filter((name) => name.startsWith('PALABRE_') && !known.includes(name) && !FOREIGN.test(name))
    .map((name) => {
      const meant = nearest(name, known);
      return `${name} is no setting${meant === null ? '' : ` (is ${meant} meant?)`}`;
    });
}

function toOrigins(text: string, context: z.RefinementCtx): string[] | '*' {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length === 1 && parts[0] === '*') return '*';
  return parts.map((part) => {
    const url = URL.canParse(part) ? new URL(part) : null;
    const isOrigin =
      url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
    if (url !== null && isOrigin) return url.origin;
    context.addIssue(
      `must be a comma list of origins such as https://journal.example, or *, not "${part}"`,
    );
    return part;
  });
}
