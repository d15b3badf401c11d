import { z } from 'zod';
import {
  isThreadKey,
  type CommentList,
  type CommentPage,
  type LatestComment,
  type PageInfo,
  type ThreadChanges,
  type ThreadCount,
  type ThreadInfo,
  type ThreadPage,
  type ThreadRef,
} from '../model/thread.js';
import { commentSchema, idSchema } from './comment.js';

const URL_MAX_LENGTH = 2_048;
export const TITLE_MAX_LENGTH = 300;

/** U+0000 cannot be stored; a lone surrogate cannot be sent. */
export const keySchema = z
  .string()
  .refine(isThreadKey, 'must have 1 to 1,024 bytes of UTF-8')
  .refine((key) => !/\0|\p{Surrogate}/u.test(key), 'must be Unicode text without U+0000');

export const threadRefSchema: z.ZodType<ThreadRef> = z.object({
  key: keySchema,
  url: z.url({ protocol: /^https?$/ }).max(URL_MAX_LENGTH),
  title: z.string(),
});

export const threadInfoSchema: z.ZodType<ThreadInfo> = z.strictObject({
  key: keySchema,
  closed: z.boolean(),
  revision: z.int().nonnegative(),
  total: z.int().nonnegative(),
});

export const pageInfoSchema: z.ZodType<PageInfo> = z.strictObject({
  total: z.int().nonnegative(),
  cursor: z.string().nullable(),
});

const listSchema: z.ZodType<CommentList> = z.strictObject({
  parent: idSchema.nullable(),
  ids: z.array(idSchema),
  page: pageInfoSchema,
});

const page = { comments: z.array(commentSchema), lists: z.array(listSchema) };

export const commentPageSchema: z.ZodType<CommentPage> = z.strictObject(page);

export const threadPageSchema: z.ZodType<ThreadPage> = z.strictObject({
  ...page,
  thread: threadInfoSchema,
  highlights: z.array(idSchema),
  around: z.array(idSchema).nullable(),
});

export const threadChangesSchema: z.ZodType<ThreadChanges> = z.strictObject({
  thread: threadInfoSchema,
  comments: z.array(commentSchema),
  revision: z.int().nonnegative(),
  more: z.boolean(),
});

const threadCountSchema: z.ZodType<ThreadCount> = z.strictObject({
  key: keySchema,
  count: z.int().nonnegative(),
});

export const countsSchema = z.strictObject({ counts: z.array(threadCountSchema) });

const latestCommentSchema: z.ZodType<LatestComment> = z.strictObject({
  comment: commentSchema,
  thread: threadRefSchema,
});

export const latestSchema = z.strictObject({ items: z.array(latestCommentSchema) });
