import { commentSchema } from '../../../wire/comment.js';
import {
  commentParamsSchema,
  deleteSchema,
  editSchema,
  listQuerySchema,
  newCommentSchema,
  pickSchema,
  voteSchema,
} from '../../../wire/requests.js';
import { commentPageSchema } from '../../../wire/thread.js';
import {
  commentExample,
  commentPageExample,
  editedExample,
  newCommentExample,
  pickedExample,
  tombstoneExample,
} from '../examples.js';
import { NOT_MODIFIED, privateAnswer, publicAnswer, type Operation } from '../operation.js';

const TEXT_CODES = ['empty', 'too-long', 'too-complex'] as const;

export const commentOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/comments',
    id: 'loadComments',
    tag: 'Comments',
    summary: 'One more page of one list',
    description: 'The entries after a cursor, with their first replies.',
    token: 'none',
    query: listQuerySchema,
    answers: {
      200: publicAnswer('The page.', commentPageSchema, commentPageExample),
      304: NOT_MODIFIED,
    },
    codes: ['not-found', 'invalid'],
  },
  {
    method: 'put',
    path: '/v1/comments/{id}',
    id: 'createComment',
    tag: 'Comments',
    summary: 'Writes a comment, once per id',
    description:
      'A create never updates: an id that this account has already used in this thread, under ' +
      'this parent, is answered with what became of it, a tombstone included. Any other use of ' +
      'a known id is a `conflict`. The thread comes into being with its first comment.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: newCommentSchema, example: newCommentExample },
    answers: {
      200: privateAnswer('The id is known: its current state.', commentSchema, tombstoneExample),
      201: privateAnswer('It is written.', commentSchema, commentExample),
    },
    codes: [
      'name',
      'subscribe',
      'suspended',
      'closed',
      'unsupported',
      'not-found',
      'conflict',
      'gone',
      ...TEXT_CODES,
    ],
  },
  {
    method: 'patch',
    path: '/v1/comments/{id}',
    id: 'editComment',
    tag: 'Comments',
    summary: "Replaces the text of one's own comment",
    description: 'For a limited time after it was written, unless the thread is closed.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: editSchema, example: { source: newCommentExample.source } },
    answers: { 200: privateAnswer('The comment as it is now.', commentSchema, editedExample) },
    codes: ['subscribe', 'suspended', 'closed', 'unsupported', 'not-found', 'gone', ...TEXT_CODES],
  },
  {
    method: 'delete',
    path: '/v1/comments/{id}',
    id: 'deleteComment',
    tag: 'Comments',
    summary: 'Withdraws a comment',
    description:
      'Its author with the reason `author`, a moderator with `moderation` and, if they like, a ' +
      '`ground` that the tombstone then has. A tombstone stays, in no list where it is the ' +
      "author's and nobody has answered; withdrawing it again changes nothing. A suspended account " +
      'may take back what it wrote.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: deleteSchema, example: { reason: 'author' } },
    answers: { 200: privateAnswer('What stays of it.', commentSchema, tombstoneExample) },
    codes: ['not-found'],
  },
  {
    method: 'put',
    path: '/v1/comments/{id}/vote',
    id: 'vote',
    tag: 'Comments',
    summary: "Sets the reader's vote",
    description: 'Not for one’s own comment; down only where the site has down votes.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: voteSchema, example: { value: 1 } },
    answers: { 200: privateAnswer('The comment as it is now.', commentSchema, commentExample) },
    codes: ['subscribe', 'suspended', 'unsupported', 'not-found', 'gone'],
  },
  {
    method: 'put',
    path: '/v1/comments/{id}/pick',
    id: 'pickComment',
    tag: 'Comments',
    summary: "Makes a comment an editor's pick, or no longer",
    description:
      'For the roles `moderator`, `staff` and `admin`, and for the authors of the article.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: pickSchema, example: { picked: true } },
    answers: { 200: privateAnswer('The comment as it is now.', commentSchema, pickedExample) },
    codes: ['not-found', 'gone'],
  },
];
