import { PalabreError, type ErrorCode } from '../../../src/model/errors.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { NewComment } from '../../../src/model/requests.js';
import { broken, entryOf, isKnown, type Broken } from './broken.js';

type Refusal = (whole: MemoryBackend, sent: NewComment) => boolean;

/** Asks whether a comment may be written before it looks whether it was. */
function asking(
  whole: MemoryBackend,
  code: ErrorCode,
  isRefused: Refusal,
): Partial<CommentsBackend> {
  return {
    async createComment(sent, options) {
      if (isKnown(whole, sent.id) && isRefused(whole, sent)) throw new PalabreError(code, 'No.');
      return whole.createComment(sent, options);
    },
  };
}

export const RESENDS: Broken[] = [
  broken(
    'rule 1',
    'refuses what it has because the thread has closed since',
    'a create sent again after the thread has closed answers what is there',
    (whole) =>
      asking(whole, 'closed', ({ state }, { thread }) => !!state.threads.get(thread.key)?.closed),
  ),
  broken(
    'rule 1',
    'refuses what it has because its author was suspended since',
    'a create sent again after a suspension answers what is there',
    (whole) =>
      asking(whole, 'suspended', ({ state }, { id }) =>
        state.suspensions.has(entryOf(whole, id).writer),
      ),
  ),
  broken(
    'rule 1',
    'refuses what it has because its parent is gone since',
    'a reply sent again once its parent is withdrawn answers what is there',
    (whole) =>
      asking(
        whole,
        'gone',
        (_, { parent }) => parent !== null && entryOf(whole, parent).tombstone !== null,
      ),
  ),
];
