import { z } from 'zod';
import { MODERATION_MODES } from '../model/moderation.js';
import { REPORT_MAX_LENGTH, REPORT_REASONS } from '../model/report.js';
import { SORTS } from '../model/thread.js';
import { idSchema } from './comment.js';
import { keySchema, threadRefSchema, TITLE_MAX_LENGTH } from './thread.js';

export const PAGE_MAX = 100;
export const PAGE_DEFAULT = 25;
const CURSOR_MAX_LENGTH = 512;
const SUBJECT_MAX_LENGTH = 255;
const AUTHORS_MAX = 50;

/** A whole number as it stands in a query: digits and nothing else. */
function count(min: number, max: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,10}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(min).max(max));
}

export const limitSchema = count(1, PAGE_MAX).default(PAGE_DEFAULT);
export const cursorSchema = z.string().min(1).max(CURSOR_MAX_LENGTH).nullable().default(null);
const sort = z.enum(SORTS).default('best');

export const threadQuerySchema = z.object({
  thread: keySchema,
  sort,
  limit: limitSchema,
  around: idSchema.nullable().default(null),
  highlights: count(0, 10).default(3),
});

export const listQuerySchema = z.object({
  thread: keySchema,
  sort,
  limit: limitSchema,
  parent: idSchema.nullable().default(null),
  after: cursorSchema,
});

export const changesQuerySchema = z.object({
  thread: keySchema,
  since: count(0, 2 ** 31 - 1),
});

export const threadKeyQuerySchema = z.object({ thread: keySchema });

export const countsQuerySchema = z.object({ thread: z.array(keySchema).min(1).max(100) });

export const latestQuerySchema = z.object({ limit: limitSchema });

/** A text's own rules (empty, too long) have codes of their own and are checked by the parser. */
const sourceSchema = z.string();

export const newCommentSchema = z.object({
  thread: threadRefSchema,
  parent: idSchema.nullable(),
  source: sourceSchema,
});

export const editSchema = z.object({ source: sourceSchema });

export const deleteSchema = z.object({ reason: z.enum(['author', 'moderation']) });

export const voteSchema = z.object({
  value: z.union([z.literal(1), z.literal(0), z.literal(-1)]),
});

export const pickSchema = z.object({ picked: z.boolean() });

export const reportSchema = z.object({
  comment: idSchema,
  reason: z.enum(REPORT_REASONS),
  details: z
    .string()
    .refine((text) => [...text].length <= REPORT_MAX_LENGTH, 'has more than 2,000 characters'),
});

export const subjectSchema = z
  .string()
  .min(1)
  .max(SUBJECT_MAX_LENGTH)
  .refine((subject) => !/[\0\p{Surrogate}]/u.test(subject), 'must be Unicode text without U+0000');

export const threadPatchSchema = z.object({
  closed: z.boolean().optional(),
  title: z
    .string()
    .refine((text) => [...text].length <= TITLE_MAX_LENGTH, 'has more than 300 characters')
    .optional(),
  authors: z.array(subjectSchema).max(AUTHORS_MAX).optional(),
  moderation: z.enum(MODERATION_MODES).nullable().optional(),
});

export type ThreadRequest = z.infer<typeof threadQuerySchema>;
export type ListRequest = z.infer<typeof listQuerySchema>;
/** The id travels in the path. */
export type NewComment = z.infer<typeof newCommentSchema> & { id: string };
/** The id travels in the path. */
export type NewReport = z.infer<typeof reportSchema> & { id: string };
export type ThreadPatch = z.infer<typeof threadPatchSchema>;
