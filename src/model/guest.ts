import type { Author } from './comment.js';
import { VISIBLE } from './source.js';

/** Somebody without an account at the newspaper who has given a name. */
export interface Guest {
  /** Stands for the guest in every later call, as the newspaper's own does for its readers. */
  token: string;
  account: Author;
}

/** What a guest wears beside the name, so that nobody takes one for somebody with an account. */
export const GUEST_BADGE = 'guest';

/** A name's longest text, in Unicode code points. */
export const NAME_MAX_LENGTH = 80;

/** Letters and symbols that no font draws: fillers, joiners, tags, the blank braille pattern. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** What of a name can be seen. */
export function visibleName(name: string): string {
  return name.replace(UNSEEN, '');
}

/**
 * What is wrong with a guest's name: `empty` when nothing in it can be seen, `too-long` over
 * {@link NAME_MAX_LENGTH}; `null` when it may go.
 */
export function nameProblem(name: string): 'empty' | 'too-long' | null {
  if (!VISIBLE.test(visibleName(name))) return 'empty';
  return [...name.normalize('NFC').trim()].length > NAME_MAX_LENGTH ? 'too-long' : null;
}
