import { auditPageSchema, auditQuerySchema } from '../../../wire/audit.js';
import { commentSchema } from '../../../wire/comment.js';
import {
  queuePageSchema,
  queueQuerySchema,
  statusSchema,
  suspensionParamsSchema,
  suspensionSchema,
} from '../../../wire/moderation.js';
import { commentParamsSchema } from '../../../wire/requests.js';
import { auditExample, commentExample, queueExample, suspensionExample } from '../examples.js';
import { done, privateAnswer, type Operation } from '../operation.js';

export const moderationOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/queue',
    id: 'loadQueue',
    tag: 'Moderation',
    summary: 'What waits for a moderator, was reported or was refused',
    description: 'The oldest first; of what was refused, the newest.',
    token: 'required',
    query: queueQuerySchema,
    answers: { 200: privateAnswer('A page of the queue.', queuePageSchema, queueExample) },
    codes: ['invalid'],
  },
  {
    method: 'put',
    path: '/v1/comments/{id}/status',
    id: 'moderateComment',
    tag: 'Moderation',
    summary: 'Publishes or refuses a comment',
    description:
      'Approves what waits, restores what moderation withdrew, or takes a comment off the page. ' +
      'Its open reports are settled. The decision that stands already changes nothing.',
    token: 'required',
    params: commentParamsSchema,
    body: { schema: statusSchema, example: { status: 'published' } },
    answers: { 200: privateAnswer('The comment as it is now.', commentSchema, commentExample) },
    codes: ['not-found', 'gone'],
  },
  {
    method: 'put',
    path: '/v1/suspensions/{account}',
    id: 'suspendAccount',
    tag: 'Moderation',
    summary: 'Keeps an account from writing, until a time or for good',
    description: 'Somebody of the newsroom: the role `admin` alone. Nobody suspends themselves.',
    token: 'required',
    params: suspensionParamsSchema,
    body: { schema: suspensionSchema, example: suspensionExample },
    answers: { 204: done('It is suspended.') },
    codes: ['not-found'],
  },
  {
    method: 'delete',
    path: '/v1/suspensions/{account}',
    id: 'unsuspendAccount',
    tag: 'Moderation',
    summary: 'Lets an account write again',
    token: 'required',
    params: suspensionParamsSchema,
    answers: { 204: done('It is not suspended.') },
    codes: ['not-found'],
  },
  {
    method: 'get',
    path: '/v1/audit',
    id: 'loadAudit',
    tag: 'Moderation',
    summary: 'The log of what was done, the last first',
    description: 'It only grows; it holds facts, never what somebody wrote.',
    token: 'required',
    query: auditQuerySchema,
    answers: { 200: privateAnswer('A step of the log.', auditPageSchema, auditExample) },
    codes: ['invalid'],
  },
];
