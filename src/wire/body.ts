import { z } from 'zod';
import { isSafeUrl, type Block, type CommentBody, type Inline } from '../model/body.js';

const text = z.strictObject({ type: z.literal('text'), value: z.string() });
const inlineCode = z.strictObject({ type: z.literal('inlineCode'), value: z.string() });
/** `isSafeUrl` in JSON Schema, whose patterns have no flag for upper and lower case. */
export const SAFE_URL_PATTERN =
  '^(?:[Hh][Tt][Tt][Pp][Ss]?://[^/\\s]|[Mm][Aa][Ii][Ll][Tt][Oo]:[^\\s])';

const lineBreak = z.strictObject({ type: z.literal('break') });
const code = z.strictObject({ type: z.literal('code'), value: z.string() });

const inlines = z.lazy(() => z.array(inline)).meta({ id: 'Inlines' });
const blocks = z.lazy(() => z.array(block)).meta({ id: 'Blocks' });

const url = z.string().refine(isSafeUrl, 'must be an http, https or mailto address').meta({
  description: 'An absolute http, https or mailto address.',
  pattern: SAFE_URL_PATTERN,
});

const inline: z.ZodType<Inline> = z
  .discriminatedUnion('type', [
    text,
    inlineCode,
    lineBreak,
    z.strictObject({ type: z.literal('emphasis'), children: inlines }),
    z.strictObject({ type: z.literal('strong'), children: inlines }),
    z.strictObject({ type: z.literal('delete'), children: inlines }),
    z.strictObject({ type: z.literal('link'), url, children: inlines }),
  ])
  .meta({ id: 'Inline', description: 'A piece of text inside a paragraph, as in mdast.' });

const block: z.ZodType<Block> = z
  .discriminatedUnion('type', [
    code,
    z.strictObject({ type: z.literal('paragraph'), children: inlines }),
    z.strictObject({ type: z.literal('blockquote'), children: blocks }),
    z.strictObject({
      type: z.literal('list'),
      ordered: z.boolean(),
      start: z
        .int()
        .nonnegative()
        .nullable()
        .meta({ description: 'The first number of an ordered list; `null` otherwise.' }),
      children: z.array(z.strictObject({ type: z.literal('listItem'), children: blocks })),
    }),
  ])
  .meta({
    id: 'Block',
    description: 'A paragraph, quotation, list or block of code, as in mdast.',
  });

export const bodySchema: z.ZodType<CommentBody> = z
  .strictObject({ type: z.literal('root'), children: blocks })
  .meta({
    id: 'CommentBody',
    description:
      'What a reader wrote, as data: a subset of mdast (https://github.com/syntax-tree/mdast) ' +
      'without positions. Never HTML.',
  });
