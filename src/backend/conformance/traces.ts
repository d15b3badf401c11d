import type { Author, LivingComment } from '../../model/comment.js';
import { hides, ok, show } from './assert.js';

/** Shorter pieces of a text occur anywhere. */
const PIECE_MIN_LENGTH = 12;

/** What a comment said, word for word. */
export function wordsOf({ body }: LivingComment): string[] {
  return [...JSON.stringify(body).matchAll(/"value":"([^"\\]+)"/g)]
    .map((match) => match[1]!)
    .filter((piece) => piece.length >= PIECE_MIN_LENGTH);
}

/**
 * Nothing in an answer tells what a comment said or whose it was. `others` wrote what else is in it:
 * what they have in common with its author, such as a usual picture, is no trace. With `null`, who
 * they are is not known, and the author is looked for by the id alone.
 */
export function forgets(
  answer: unknown,
  comment: LivingComment,
  others: readonly LivingComment[] | null,
  what: string,
): void {
  hides(answer, wordsOf(comment), what);
  const { id, name, picture } = comment.author;
  for (const shown of authorsIn(answer)) {
    ok(shown.id !== id, `${what} has ${show(shown)} for an author, who is to be gone`);
    if (!others || others.some(({ author }) => author.id === shown.id)) continue;
    const isLike = shown.name === name || (picture !== null && shown.picture === picture);
    ok(!isLike, `${what} reveals ${show(shown)}`);
  }
}

/** Whoever is the author of something, at any depth. */
function authorsIn(answer: unknown): Author[] {
  if (typeof answer !== 'object' || !answer) return [];
  return Object.entries(answer).flatMap(([key, value]: [string, unknown]) =>
    key === 'author' && value ? [value as Author] : authorsIn(value),
  );
}
