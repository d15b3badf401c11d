import { z } from 'zod';
import {
  COMMENT_STATUSES,
  TOMBSTONE_REASONS,
  type Author,
  type Comment,
  type LivingComment,
  type Tombstone,
} from '../model/comment.js';
import { UUID } from '../model/id.js';
import { REPORT_REASONS } from '../model/report.js';
import { bodySchema } from './body.js';

export const idSchema = z.string().regex(UUID, 'must be a UUID in lower case').meta({
  id: 'Id',
  description: 'A UUID in lower case, made by the client that writes; new ones are version 7.',
});

export const timestampSchema = z.iso.datetime({ precision: 3 }).meta({
  id: 'Timestamp',
  description: "RFC 3339 in UTC with milliseconds; always the server's time.",
});

export const pictureSchema = z.url({ protocol: /^https$/ }).nullable();

export const authorSchema: z.ZodType<Author> = z
  .strictObject({
    id: idSchema.meta({ description: "Opaque and stable; never the newspaper's own identifier." }),
    name: z.string().min(1),
    picture: pictureSchema,
    badges: z.array(z.string()).meta({
      description: '`staff`, `author` (of the article), or any word that the newsroom chose.',
    }),
  })
  .meta({ id: 'Author', description: 'An account as others see it.' });

const place = {
  id: idSchema,
  parent: idSchema.nullable().meta({
    description: 'The comment that this one answers; `null` at the top level.',
  }),
  createdAt: timestampSchema,
  revision: z.int().nonnegative().meta({
    description: "The thread's revision at this record's last change. The higher one wins.",
  }),
};

export const commentStatusSchema = z.enum(COMMENT_STATUSES).meta({
  description:
    '`published`: everybody sees it; `pending`, `rejected`: in private answers only, to its ' +
    'author and to moderators.',
});

export const votesSchema = z.strictObject({
  up: z.int().nonnegative(),
  down: z.int().nonnegative(),
});

export const livingSchema: z.ZodType<LivingComment> = z
  .strictObject({
    ...place,
    tombstone: z.null(),
    author: authorSchema,
    body: bodySchema,
    status: commentStatusSchema,
    editedAt: timestampSchema.nullable(),
    votes: votesSchema.nullable().meta({
      description: 'How the comment was voted for; `null` while the site does not show that yet.',
    }),
    picked: z.boolean().meta({ description: 'Chosen by an editor.' }),
  })
  .meta({ id: 'LivingComment' });

const tombstoneSchema: z.ZodType<Tombstone> = z
  .strictObject({
    ...place,
    tombstone: z.enum(TOMBSTONE_REASONS),
    ground: z.enum(REPORT_REASONS).nullable().meta({
      description: 'Why moderation withdrew it, where it says so; else `null`.',
    }),
  })
  .meta({
    id: 'Tombstone',
    description:
      'What stays of a withdrawn comment: its place and the reason, nothing of the person. Its ' +
      'replies stay. One with the reason `author` or `account-erased` stands in a list only while ' +
      'something that is listed answers it.',
  });

export const commentSchema: z.ZodType<Comment> = z
  .union([livingSchema, tombstoneSchema])
  .meta({ id: 'Comment', description: 'A living comment, or what stays of a withdrawn one.' });
