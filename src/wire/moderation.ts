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
import { cursorSchema, limitSchema } from './requests.js';
import { pageInfoSchema, threadRefSchema } from './thread.js';

export const statusSchema = z.object({ status: z.enum(['published', 'rejected']) });

export const queueQuerySchema = z.object({
  queue: z.enum(QUEUES).default('pending'),
  after: cursorSchema,
  limit: limitSchema,
});

export const suspensionSchema = z.object({
  until: timestampSchema.nullable(),
  reason: z
    .string()
    .refine(
      (text) => [...text].length <= SUSPENSION_REASON_MAX_LENGTH,
      'has more than 500 characters',
    ),
});

const queuedReportSchema: z.ZodType<QueuedReport> = z.strictObject({
  id: idSchema,
  reason: z.enum(REPORT_REASONS),
  details: z.string(),
  createdAt: timestampSchema,
});

const queueItemSchema: z.ZodType<QueueItem> = z.strictObject({
  comment: livingSchema,
  source: z.string(),
  thread: threadRefSchema,
  holds: z.array(z.enum(HOLD_REASONS)),
  reports: z.array(queuedReportSchema),
  reportCount: z.int().nonnegative(),
});

export const queuePageSchema: z.ZodType<QueuePage> = z.strictObject({
  items: z.array(queueItemSchema),
  page: pageInfoSchema,
});

export type QueueRequest = z.infer<typeof queueQuerySchema>;
