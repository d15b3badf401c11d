/** A comment's longest text, in Unicode code points after NFC. */
export const COMMENT_MAX_LENGTH = 10_000;

/** What has something to see. */
export const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Code points after NFC: what {@link COMMENT_MAX_LENGTH} counts. */
export function sourceLength(source: string): number {
  let length = 0;
  for (const _ of source.normalize('NFC')) length += 1;
  return length;
}

/**
 * What is wrong with a text before anybody parses it: `empty` when nothing in it can be seen (white
 * space, combining marks alone), `too-long` over {@link COMMENT_MAX_LENGTH}; `null` when it may go.
 */
export function sourceProblem(source: string): 'empty' | 'too-long' | null {
  if (!VISIBLE.test(source)) return 'empty';
  return sourceLength(source) > COMMENT_MAX_LENGTH ? 'too-long' : null;
}
