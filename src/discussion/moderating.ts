import type { CommentId, CommentStatus } from '../model/comment.js';
import { toPalabreError } from '../model/errors.js';
import { actAs } from './acting.js';
import type { Discussion } from './discussion.js';
import { acceptOwn, actorOf } from './reader.js';

/** Makes a comment an editor's pick, or no longer. @throws PalabreError */
export async function pick(discussion: Discussion, id: CommentId, picked: boolean): Promise<void> {
  const { store, backend } = discussion;
  try {
    const comment = await actAs(discussion, actorOf(discussion), (token) =>
      backend.pickComment!(id, picked, { token }),
    );
    store.put(comment);
  } catch (error) {
    throw toPalabreError(error);
  }
}

/** Lets a comment appear that waits, or refuses it. @throws PalabreError */
export async function decide(
  discussion: Discussion,
  id: CommentId,
  status: Exclude<CommentStatus, 'pending'>,
): Promise<void> {
  const actor = actorOf(discussion);
  try {
    const comment = await actAs(discussion, actor, (token) =>
      discussion.backend.moderateComment!(id, status, { token }),
    );
    acceptOwn(discussion, comment, actor);
  } catch (error) {
    throw toPalabreError(error);
  }
}
