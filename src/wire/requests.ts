import { z } from 'zod';
import { NAME_MAX_LENGTH } from '../model/guest.js';
import { MODERATION_MODES } from '../model/moderation.js';
import { EMAIL_MAX_LENGTH } from '../model/notice.js';
import { REPORT_MAX_LENGTH, REPORT_REASONS, type ReportNotice } from '../model/report.js';
import { HIGHLIGHTS_DEFAULT, HIGHLIGHTS_MAX } from '../model/requests.js';
import { COMMENT_MAX_LENGTH } from '../model/source.js';
import { COUNTED_KEYS_MAX, PAGE_MAX, SORTS, TITLE_MAX_LENGTH } from '../model/thread.js';
import { idSchema } from './comment.js';
import { articleUrlSchema, keySchema, suggestedThreadSchema } from './thread.js';

export const PAGE_DEFAULT = 25;
const CURSOR_MAX_LENGTH = 512;
const SUBJECT_MAX_LENGTH = 255;
const AUTHORS_MAX = 50;

/** A whole number as it stands in a query: digits and nothing else; described as the number. */
function count(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .meta({ override: { type: 'integer', pattern: undefined, minimum: min, maximum: max } });
}

function countOr(
  fallback: number,
  min: number,
  max: number,
): z.ZodType<number, string | undefined> {
  return count(min, max)
    .default(fallback)
    .meta({ override: { default: fallback } });
}

/** Absent from a query is `null`. */
function orNull<T>(schema: z.ZodType<T, T>): z.ZodType<T | null, T | undefined> {
  return schema.optional().transform((value): T | null => value ?? null);
}

export const limitSchema = countOr(PAGE_DEFAULT, 1, PAGE_MAX).meta({
  description: 'Entries at most.',
});
export const cursorSchema = orNull(z.string().min(1).max(CURSOR_MAX_LENGTH)).meta({
  description: "The last answer's cursor; absent: the beginning.",
});
const sort = z.enum(SORTS).default('best');

export const commentParamsSchema = z.object({
  id: idSchema.meta({ description: 'The comment.' }),
});

export const reportParamsSchema = z.object({
  id: idSchema.meta({ description: "The report's own id, made by the client." }),
});

export const threadQuerySchema = z.object({
  thread: keySchema,
  sort,
  limit: limitSchema,
  around: orNull(idSchema).meta({
    description: 'Also answer this comment with its ancestors, wherever it lies.',
  }),
  highlights: countOr(HIGHLIGHTS_DEFAULT, 0, HIGHLIGHTS_MAX).meta({
    description: 'How many comments to show as excerpts on top.',
  }),
});

export const listQuerySchema = z.object({
  thread: keySchema,
  sort,
  limit: limitSchema,
  parent: orNull(idSchema).meta({ description: 'Whose replies; absent: the top level.' }),
  after: cursorSchema,
});

export const REVISION_MAX = 2 ** 31 - 1;
const revision = count(0, REVISION_MAX);

export const changesQuerySchema = z.object({
  thread: keySchema,
  since: revision.meta({ description: 'A revision; 0: from the beginning.' }),
});

export const eventsQuerySchema = z.object({
  thread: keySchema,
  since: revision.optional().meta({
    description: 'A revision; 0: from the beginning; absent: from now on.',
    override: { type: 'integer', minimum: 0, maximum: REVISION_MAX },
  }),
});

export const eventsHeadersSchema = z.object({
  'Last-Event-ID': revision.optional().meta({
    description: 'The `id` of the last event that came; goes before `since`.',
    override: { type: 'integer', minimum: 0, maximum: REVISION_MAX },
  }),
});

export const threadKeyQuerySchema = z.object({ thread: keySchema });

export const countsQuerySchema = z.object({
  thread: z.array(keySchema).min(1).max(COUNTED_KEYS_MAX),
});

export const latestQuerySchema = z.object({ limit: limitSchema });

export const feedQuerySchema = z.object({
  thread: orNull(keySchema).meta({ description: 'The thread; absent: the whole site.' }),
});

/** A text's own rules (empty, too long) have codes of their own and are checked by the parser. */
const sourceSchema = z.string().meta({
  description: `Markdown, at most ${COMMENT_MAX_LENGTH} characters (code points after NFC).`,
});

export const newCommentSchema = z.object({
  thread: suggestedThreadSchema,
  parent: idSchema.nullable(),
  source: sourceSchema,
});

export const editSchema = z.object({ source: sourceSchema });

export const deleteSchema = z
  .object({
    reason: z.enum(['author', 'moderation']),
    ground: z.enum(REPORT_REASONS).optional().meta({
      description: 'Why moderation withdraws it; the tombstone tells it to everybody.',
    }),
  })
  .refine(
    ({ reason, ground }) => ground === undefined || reason === 'moderation',
    'a ground goes with the reason "moderation" alone',
  );

export const voteSchema = z.object({
  value: z.literal([1, 0, -1]).meta({ description: 'Up, taken back, down.' }),
});

export const pickSchema = z.object({ picked: z.boolean() });

export const noticeSchema: z.ZodType<ReportNotice> = z
  .object({
    name: z
      .string()
      .refine((name) => [...name].length <= NAME_MAX_LENGTH, 'has more than 80 characters')
      .meta({ description: 'May be empty for an account.', maxLength: NAME_MAX_LENGTH }),
    email: z.string().max(EMAIL_MAX_LENGTH).meta({ description: 'May be empty for an account.' }),
    goodFaith: z.literal(true).meta({
      description: 'The statement that what is said is believed to be accurate and complete.',
    }),
  })
  .meta({
    description:
      'Who gives notice of illegal content (Article 16 of Regulation (EU) 2022/2065); the ' +
      'explanation stands in `details`.',
  });

export const reportSchema = z.object({
  comment: idSchema,
  reason: z.enum(REPORT_REASONS),
  details: z
    .string()
    .refine((text) => [...text].length <= REPORT_MAX_LENGTH, 'has more than 2,000 characters')
    .meta({ description: 'May be empty, but with a notice.', maxLength: REPORT_MAX_LENGTH }),
  notice: noticeSchema.nullish().meta({
    description:
      'Only with the reason `illegal`, which takes one from whoever has no account at the newspaper.',
  }),
});

export const subjectSchema = z
  .string()
  .min(1)
  .max(SUBJECT_MAX_LENGTH)
  .refine((subject) => !/[\0\p{Surrogate}]/u.test(subject), 'must be Unicode text without U+0000')
  .meta({
    id: 'Subject',
    description: "An account's identifier at the newspaper: the `sub` of its tokens.",
    pattern: '^[^\\u0000]*$',
  });

export const accountParamsSchema = z.object({ sub: subjectSchema });

export const threadPatchSchema = z.object({
  closed: z.boolean().optional(),
  title: z
    .string()
    .refine((text) => [...text].length <= TITLE_MAX_LENGTH, 'has more than 300 characters')
    .meta({ maxLength: TITLE_MAX_LENGTH })
    .optional(),
  url: articleUrlSchema.optional().meta({
    description:
      "The article's address, under an origin that the site allows. Before anybody has written, it is needed unless the key is one.",
  }),
  authors: z.array(subjectSchema).max(AUTHORS_MAX).optional().meta({
    description: 'Of the article; their comments carry the badge `author`.',
  }),
  moderation: z.enum(MODERATION_MODES).nullable().optional().meta({
    description: '`pre`: comments wait for a moderator; `post`: not; `null`: as the site does it.',
  }),
});

export type ThreadRequest = z.infer<typeof threadQuerySchema>;
export type ListRequest = z.infer<typeof listQuerySchema>;
/** The id travels in the path. */
export type NewComment = z.infer<typeof newCommentSchema> & { id: string };
/** The id travels in the path. */
export type NewReport = z.infer<typeof reportSchema> & { id: string };
export type ThreadPatch = z.infer<typeof threadPatchSchema>;
