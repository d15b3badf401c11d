import { mute, readMuted, unmute } from '../cache/muted.js';
import type { MutedReader } from '../cache/muted.js';
import type { LivingComment } from '../model/comment.js';

export { mute, readMuted, unmute, type MutedReader };

/** Tells whether a comment is by somebody whom the reader has muted by now. */
export function mutedTest(): (comment: LivingComment) => boolean {
  const muted = new Set(readMuted().map(({ id }) => id));
  return ({ author }) => muted.has(author.id);
}
