import { z } from 'zod';
import {
  HOLD_REASONS,
  QUEUES,
  SUSPENSION_REASON_MAX_LENGTH,
  type QueuedReport,
  type QueueItem,
  type QueuePage,
} from '../model/moderation.js';
import { REPORT_REASONS } from '../model/report.js';
import { idSchema, livingSchema, timestampSchema } from './comment.js';
import { cursorSchema, limitSchema, noticeSchema } from './requests.js';
import { pageInfoSchema, threadRefSchema } from './thread.js';

export const statusSchema = z.object({ status: z.enum(['published', 'rejected']) });

export const queueQuerySchema = z.object({
  queue: z.enum(QUEUES).default('pending'),
  after: cursorSchema,
  limit: limitSchema,
});

export const suspensionParamsSchema = z.object({
  account: idSchema.meta({ description: "The account's public id, as its comments carry it." }),
});

export const suspensionSchema = z.object({
  // The databases know no year 0, and read the years after it as others.
  until: timestampSchema
    .refine((time) => Date.parse(time) >= 0, 'lies before 1970')
    .nullable()
    .meta({ description: 'Not before 1970. `null`: for good.' }),
  reason: z
    .string()
    .refine(
      (text) => [...text].length <= SUSPENSION_REASON_MAX_LENGTH,
      'has more than 500 characters',
    )
    .meta({
      description:
        'Why; may be empty. The person reads it in a copy of their data, and with an erasure it goes.',
      maxLength: SUSPENSION_REASON_MAX_LENGTH,
    }),
});

const queuedReportSchema: z.ZodType<QueuedReport> = z.strictObject({
  id: idSchema,
  reason: z.enum(REPORT_REASONS),
  details: z.string(),
  notice: noticeSchema.nullable().meta({ description: 'Who gave notice of illegal content.' }),
  createdAt: timestampSchema,
});

const queueItemSchema: z.ZodType<QueueItem> = z
  .strictObject({
    comment: livingSchema,
    source: z.string().meta({ description: 'What was typed.' }),
    thread: threadRefSchema,
    holds: z.array(z.enum(HOLD_REASONS)).meta({ description: 'Why it does not appear.' }),
    reports: z.array(queuedReportSchema).meta({
      description: 'Reports that nobody has settled, oldest first, 20 at most.',
    }),
    reportCount: z.int().nonnegative().meta({ description: 'How many there are.' }),
  })
  .meta({ id: 'QueueItem', description: 'A comment as moderators read it.' });

export const queuePageSchema: z.ZodType<QueuePage> = z
  .strictObject({ items: z.array(queueItemSchema), page: pageInfoSchema })
  .meta({ id: 'QueuePage' });

export type QueueRequest = z.infer<typeof queueQuerySchema>;
