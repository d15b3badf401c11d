import { Hono } from 'hono';
import { idSchema } from '../../wire/comment.js';
import {
  deleteSchema,
  editSchema,
  listQuerySchema,
  newCommentSchema,
  pickSchema,
  voteSchema,
} from '../../wire/requests.js';
import type { Ageing } from '../ageing.js';
import type { Site } from '../context.js';
import { loadComments } from '../reads/comments.js';
import { addressOf, readBody, readParam, readQuery } from '../request.js';
import { respondPrivate, respondPublic } from '../respond.js';
import { createComment } from '../writes/create.js';
import { editComment } from '../writes/edit.js';
import { pickComment } from '../writes/pick.js';
import { voteComment } from '../writes/vote.js';
import { withdrawComment } from '../writes/withdraw.js';
import type { Readers } from '../readers.js';

/** Comments: one more page of a list, and everything that is done to one of them. */
export function commentRoutes(site: Site, readers: Readers): Hono {
  return new Hono()
    .get('/comments', async (c) => {
      const query = readQuery(c, listQuerySchema);
      const name = `comments ${JSON.stringify(query)}`;
      const load = (ageing: Ageing) => loadComments(site, query, ageing);
      return respondPublic(c, await site.snapshots.get(query.thread, name, load));
    })
    .put('/comments/:id', async (c) => {
      const reader = await readers.demandEvenErased(c.req.raw, 'comment');
      const id = readParam(c, 'id', idSchema);
      const input = await readBody(c, newCommentSchema);
      const spend = () => site.limits.spend('comment', reader, addressOf(c));
      const { comment, isNew } = await createComment(site, reader, { ...input, id }, spend);
      return respondPrivate(comment, isNew ? 201 : 200);
    })
    .patch('/comments/:id', async (c) => {
      const reader = await readers.demand(c.req.raw, 'edit');
      const id = readParam(c, 'id', idSchema);
      const { source } = await readBody(c, editSchema);
      await site.limits.spend('write', reader, addressOf(c));
      return respondPrivate(await editComment(site, reader, id, source));
    })
    .delete('/comments/:id', async (c) => {
      const reader = await readers.demandEvenErased(c.req.raw);
      const id = readParam(c, 'id', idSchema);
      const { reason, ground = null } = await readBody(c, deleteSchema);
      await site.limits.spend('write', reader, addressOf(c));
      return respondPrivate(await withdrawComment(site, reader, id, reason, ground));
    })
    .put('/comments/:id/vote', async (c) => {
      const reader = await readers.demand(c.req.raw, 'vote');
      const id = readParam(c, 'id', idSchema);
      const { value } = await readBody(c, voteSchema);
      await site.limits.spend('vote', reader, addressOf(c));
      return respondPrivate(await voteComment(site, reader, id, value));
    })
    .put('/comments/:id/pick', async (c) => {
      const reader = await readers.demand(c.req.raw);
      const id = readParam(c, 'id', idSchema);
      const { picked } = await readBody(c, pickSchema);
      await site.limits.spend('write', reader, addressOf(c));
      return respondPrivate(await pickComment(site, reader, id, picked));
    });
}
