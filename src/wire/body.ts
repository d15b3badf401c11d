import { z } from 'zod';
import { isSafeUrl, type Block, type CommentBody, type Inline } from '../model/body.js';

const text = z.strictObject({ type: z.literal('text'), value: z.string() });
const inlineCode = z.strictObject({ type: z.literal('inlineCode'), value: z.string() });
const lineBreak = z.strictObject({ type: z.literal('break') });
const code = z.strictObject({ type: z.literal('code'), value: z.string() });

const inlines = z.lazy(() => z.array(inline));
const blocks = z.lazy(() => z.array(block));

const inline: z.ZodType<Inline> = z.discriminatedUnion('type', [
  text,
  inlineCode,
  lineBreak,
  z.strictObject({ type: z.literal('emphasis'), children: inlines }),
  z.strictObject({ type: z.literal('strong'), children: inlines }),
  z.strictObject({ type: z.literal('delete'), children: inlines }),
  z.strictObject({
    type: z.literal('link'),
    url: z.string().refine(isSafeUrl, 'must be an http, https or mailto address'),
    children: inlines,
  }),
]);

const block: z.ZodType<Block> = z.discriminatedUnion('type', [
  code,
  z.strictObject({ type: z.literal('paragraph'), children: inlines }),
  z.strictObject({ type: z.literal('blockquote'), children: blocks }),
  z.strictObject({
    type: z.literal('list'),
    ordered: z.boolean(),
    start: z.int().nonnegative().nullable(),
    children: z.array(z.strictObject({ type: z.literal('listItem'), children: blocks })),
  }),
]);

export const bodySchema: z.ZodType<CommentBody> = z.strictObject({
  type: z.literal('root'),
  children: blocks,
});
