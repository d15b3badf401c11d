import { z } from 'zod';
import { REPORT_REASONS } from '../model/report.js';
import {
  idSchema,
  pictureSchema,
  commentStatusSchema,
  timestampSchema,
  votesSchema,
} from './comment.js';
import { subjectSchema } from './requests.js';

const accountSchema = z.strictObject({
  id: idSchema,
  sub: subjectSchema,
  name: z.string().min(1),
  picture: pictureSchema,
  badges: z.array(z.string()),
  createdAt: timestampSchema,
});

const writtenSchema = z.strictObject({
  id: idSchema,
  thread: z.strictObject({ key: z.string(), url: z.string() }),
  parent: idSchema.nullable(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  status: commentStatusSchema,
  source: z.string().meta({ description: 'Markdown, as it was written.' }),
  votes: votesSchema,
  picked: z.boolean(),
});

/** All that is kept of an account, handed over. */
export const accountExportSchema = z
  .strictObject({
    account: accountSchema.nullable().meta({ description: '`null` when nothing is kept of it.' }),
    comments: z.array(writtenSchema),
    votes: z.array(
      z.strictObject({ comment: idSchema, value: z.literal([1, -1]), votedAt: timestampSchema }),
    ),
    reports: z.array(
      z.strictObject({
        id: idSchema,
        comment: idSchema,
        reason: z.enum(REPORT_REASONS),
        details: z.string(),
        createdAt: timestampSchema,
      }),
    ),
  })
  .meta({ id: 'AccountExport', description: 'All that is kept of an account, oldest first.' });
