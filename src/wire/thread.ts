import { z } from 'zod';
import {
  isThreadKey,
  THREAD_KEY_MAX_BYTES,
  TITLE_MAX_LENGTH,
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

export { TITLE_MAX_LENGTH };

const URL_MAX_LENGTH = 2_048;

/** U+0000 cannot be stored; a lone surrogate cannot be sent. */
export const keySchema = z
  .string()
  .refine(isThreadKey, 'must have 1 to 1,024 bytes of UTF-8')
  .refine((key) => !/\0|\p{Surrogate}/u.test(key), 'must be Unicode text without U+0000')
  .meta({
    id: 'ThreadKey',
    description: "A thread's name: 1 to 1,024 bytes of UTF-8, without U+0000.",
    minLength: 1,
    maxLength: THREAD_KEY_MAX_BYTES,
    pattern: '^[^\\u0000]*$',
  });

const urlSchema = z.url({ protocol: /^https?$/ });

/** An address that is to be stored. */
export const articleUrlSchema = urlSchema.max(URL_MAX_LENGTH);

export const threadRefSchema: z.ZodType<ThreadRef> = z
  .strictObject({ key: keySchema, url: urlSchema, title: z.string() })
  .meta({ id: 'ThreadRef' });

export const suggestedThreadSchema: z.ZodType<ThreadRef> = z
  .object({
    key: keySchema,
    url: articleUrlSchema.meta({
      description: "The article's absolute address, under an origin that the site allows.",
    }),
    title: z.string().meta({
      description: 'A suggestion, until the newsroom confirms it by a signed claim or a PATCH.',
    }),
  })
  .meta({ id: 'SuggestedThread', description: 'What a page says of its own thread.' });

export const pageInfoSchema: z.ZodType<PageInfo> = z.strictObject({
  total: z.int().nonnegative().meta({
    description: 'All entries of the list, loaded or not, tombstones in it included.',
  }),
  cursor: z.string().nullable().meta({
    description: 'Opaque; asks for the entries after these. `null` when there are none.',
  }),
});

export const threadInfoSchema: z.ZodType<ThreadInfo> = z
  .strictObject({
    key: keySchema,
    closed: z.boolean(),
    revision: z.int().nonnegative().meta({
      description: 'Grows with each change; 0 for a thread that nobody has written in.',
    }),
    total: z.int().nonnegative().meta({
      description: 'Published comments at every depth, tombstones not counted.',
    }),
    downVotes: z.boolean().meta({ description: 'Whether a vote may be -1.' }),
  })
  .meta({ id: 'ThreadInfo' });

const listSchema: z.ZodType<CommentList> = z
  .strictObject({
    parent: idSchema.nullable().meta({ description: 'Whose replies; `null` is the top level.' }),
    ids: z.array(idSchema).meta({ description: 'In the order of the sort.' }),
    page: pageInfoSchema,
  })
  .meta({ id: 'CommentList' });

const page = {
  comments: z.array(commentSchema).meta({ description: 'The records, in no order.' }),
  lists: z.array(listSchema).meta({
    description: 'What stands where; a comment without a list here has no replies.',
  }),
};

export const commentPageSchema: z.ZodType<CommentPage> = z
  .strictObject(page)
  .meta({ id: 'CommentPage' });

export const threadPageSchema: z.ZodType<ThreadPage> = z
  .strictObject({
    ...page,
    thread: threadInfoSchema,
    highlights: z.array(idSchema).meta({ description: 'To show on top, the first one first.' }),
    around: z
      .array(idSchema)
      .nullable()
      .meta({
        description:
          'The comment that was asked for with its ancestors, outermost first; `null` when none ' +
          'was asked for or it is in no list of this thread.',
      }),
  })
  .meta({ id: 'ThreadPage' });

export const threadChangesSchema: z.ZodType<ThreadChanges> = z
  .strictObject({
    thread: threadInfoSchema,
    comments: z.array(commentSchema).meta({ description: 'In the order of their revision.' }),
    revision: z.int().nonnegative().meta({ description: 'Up to where this answer reaches.' }),
    more: z.boolean().meta({ description: 'Whether to ask again, from `revision`.' }),
  })
  .meta({ id: 'ThreadChanges' });

const threadCountSchema: z.ZodType<ThreadCount> = z.strictObject({
  key: keySchema,
  count: z.int().nonnegative(),
});

export const countsSchema = z
  .strictObject({
    counts: z.array(threadCountSchema).meta({ description: 'In the order of the question.' }),
  })
  .meta({ id: 'Counts' });

const latestCommentSchema: z.ZodType<LatestComment> = z
  .strictObject({ comment: commentSchema, thread: threadRefSchema })
  .meta({ id: 'LatestComment' });

export const latestSchema = z
  .strictObject({ items: z.array(latestCommentSchema) })
  .meta({ id: 'Latest' });
