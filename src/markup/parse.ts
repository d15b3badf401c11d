import { BODY_MAX_DEPTH, type CommentBody } from '../model/body.js';
import { PalabreError } from '../model/errors.js';
import { sourceProblem } from '../model/source.js';
import { cleanSource } from './clean.js';
import { convertRoot } from './convert.js';
import { isTooNested } from './nesting.js';
import { parseMarkdown } from './syntax.js';
import { bodyText } from './text.js';

/**
 * What a reader typed, as a body: Markdown restricted to the nodes of {@link CommentBody}, in which
 * every character outside that subset stays as typed and a newline is a break. Pure; the same on
 * the server and in the browser. Its time is not bounded for every text: a server calls it where it
 * can be ended.
 *
 * @throws PalabreError `empty` when nothing would be seen; `too-long` over 10,000 characters;
 * `too-complex` for more than 8 containers, or 32 nodes, in one another
 */
export function parseSource(source: string): CommentBody {
  const text = cleanSource(source);
  const problem = sourceProblem(text);
  if (problem === 'empty') throw new PalabreError('empty', 'The comment has no text.');
  if (problem === 'too-long') {
    throw new PalabreError('too-long', 'The comment has more than 10,000 characters.');
  }
  if (isTooNested(text)) {
    throw new PalabreError('too-complex', 'Quotations and lists are nested more than 8 deep.');
  }
  const body = convertRoot(parseMarkdown(text), text);
  if (body === null) {
    throw new PalabreError('too-complex', `The text is nested more than ${BODY_MAX_DEPTH} deep.`);
  }
  if (sourceProblem(bodyText(body)) === 'empty') {
    throw new PalabreError('empty', 'The comment has no text.');
  }
  return body;
}
