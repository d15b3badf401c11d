import { z } from 'zod';
import {
  TOMBSTONE_REASONS,
  type Author,
  type Comment,
  type LivingComment,
  type Tombstone,
} from '../model/comment.js';
import { isCommentId } from '../model/id.js';
import { bodySchema } from './body.js';

export const idSchema = z.string().refine(isCommentId, 'must be a UUID in lower case');

export const timestampSchema = z.iso.datetime({ precision: 3 });

export const authorSchema: z.ZodType<Author> = z.strictObject({
  id: idSchema,
  name: z.string().min(1),
  picture: z.url({ protocol: /^https$/ }).nullable(),
  badges: z.array(z.string()),
});

const place = {
  id: idSchema,
  parent: idSchema.nullable(),
  createdAt: timestampSchema,
  revision: z.int().nonnegative(),
};

export const livingSchema: z.ZodType<LivingComment> = z.strictObject({
  ...place,
  tombstone: z.null(),
  author: authorSchema,
  body: bodySchema,
  status: z.enum(['published', 'pending', 'rejected']),
  editedAt: timestampSchema.nullable(),
  votes: z.strictObject({ up: z.int().nonnegative(), down: z.int().nonnegative() }),
  picked: z.boolean(),
});

const tombstoneSchema: z.ZodType<Tombstone> = z.strictObject({
  ...place,
  tombstone: z.enum(TOMBSTONE_REASONS),
});

export const commentSchema: z.ZodType<Comment> = z.union([livingSchema, tombstoneSchema]);
