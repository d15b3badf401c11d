import { z } from 'zod';
import { REPORT_REASONS } from '../model/report.js';
import {
  idSchema,
  pictureSchema,
  commentStatusSchema,
  timestampSchema,
  votesSchema,
} from './comment.js';
import { noticeSchema, subjectSchema } from './requests.js';

const accountSchema = z.strictObject({
  id: idSchema,
  sub: subjectSchema,
  name: z.string().min(1),
  picture: pictureSchema,
  badges: z.array(z.string()),
  team: z.boolean().meta({ description: 'Somebody of the newsroom writes with it.' }),
  writer: z.string().nullable().meta({ description: 'The hash by which the log speaks of it.' }),
  createdAt: timestampSchema,
});

const withheldSchema = z.strictObject({
  id: idSchema,
  thread: z.strictObject({ key: z.string(), url: z.string() }),
  parent: idSchema.nullable(),
  createdAt: timestampSchema,
  editedAt: timestampSchema.nullable(),
  source: z.string().meta({ description: 'Markdown, as it was written.' }),
  picked: z.boolean(),
});

const writtenSchema = withheldSchema.extend({ status: commentStatusSchema, votes: votesSchema });

/** All that is kept of an account, handed over. */
export const accountExportSchema = z
  .strictObject({
    account: accountSchema.nullable().meta({ description: '`null` when nothing is kept of it.' }),
    suspension: z
      .strictObject({ until: timestampSchema.nullable(), reason: z.string() })
      .nullable()
      .meta({ description: '`until` `null`: for good.' }),
    comments: z.array(writtenSchema),
    withheld: z.array(withheldSchema).meta({ description: 'What moderation took off the page.' }),
    votes: z.array(
      z.strictObject({ comment: idSchema, value: z.literal([1, -1]), votedAt: timestampSchema }),
    ),
    reports: z.array(
      z.strictObject({
        id: idSchema,
        comment: idSchema,
        reason: z.enum(REPORT_REASONS),
        details: z.string(),
        notice: noticeSchema.nullable(),
        createdAt: timestampSchema,
      }),
    ),
  })
  .meta({ id: 'AccountExport', description: 'All that is kept of an account, oldest first.' });
