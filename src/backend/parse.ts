/**
 * The border: what a backend answered becomes the model's types, or a `malformed` error that says
 * what was wrong where. Only what the model names is copied; nothing else of an answer gets in.
 *
 * In two modules, since a page needs the first before it shows anything and the second after.
 */
export { parseThreadPage } from './parse/page.js';
export {
  parseChanges,
  parseComment,
  parseCommentPage,
  parseCounts,
  parseGuest,
  parseLatest,
  parseQueue,
  parseThreadInfo,
  parseViewer,
} from './parse/more.js';
