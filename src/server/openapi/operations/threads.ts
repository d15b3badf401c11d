import {
  changesQuerySchema,
  eventsHeadersSchema,
  eventsQuerySchema,
  threadKeyQuerySchema,
  threadPatchSchema,
  threadQuerySchema,
} from '../../../wire/requests.js';
import { threadChangesSchema, threadInfoSchema, threadPageSchema } from '../../../wire/thread.js';
import { viewerSchema } from '../../../wire/viewer.js';
import {
  changesExample,
  eventsExample,
  threadExample,
  threadPageExample,
  viewerExample,
} from '../examples.js';
import {
  eventsAnswer,
  NOT_MODIFIED,
  privateAnswer,
  publicAnswer,
  type Operation,
} from '../operation.js';

export const threadOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/thread',
    id: 'loadThread',
    tag: 'Threads',
    summary: "A thread's first page",
    description:
      'The first entries with their first replies, the highlights and, if asked for, one comment ' +
      'with its ancestors. A thread that nobody has written in is empty, with revision 0.',
    token: 'none',
    query: threadQuerySchema,
    answers: {
      200: publicAnswer('The page.', threadPageSchema, threadPageExample),
      304: NOT_MODIFIED,
    },
  },
  {
    method: 'get',
    path: '/v1/changes',
    id: 'loadChanges',
    tag: 'Threads',
    summary: 'What changed in a thread after a revision, tombstones included',
    description:
      'Also tombstones that stand in no list: those of authors and erased accounts that nothing ' +
      'which is listed answers.',
    token: 'none',
    query: changesQuerySchema,
    answers: {
      200: publicAnswer('At most 200 records.', threadChangesSchema, changesExample),
      304: NOT_MODIFIED,
    },
  },
  {
    method: 'get',
    path: '/v1/events',
    id: 'followThread',
    tag: 'Threads',
    summary: 'What changes in a thread, as it happens: server-sent events',
    description:
      'Each event `changes` has as its data what `/v1/changes` answers, and as its id the revision ' +
      'that it reaches. The first comes at once if something changed since the revision that the ' +
      'client has. Lines that begin with a colon say that the connection lives. A reader who does ' +
      'not take what comes gets it later, together; one who never does is cut off. Nothing is lost ' +
      'between two connections: the id of the last event begins the next one.',
    token: 'none',
    query: eventsQuerySchema,
    headers: eventsHeadersSchema,
    answers: { 200: eventsAnswer('The events, until one side ends them.', eventsExample) },
  },
  {
    method: 'get',
    path: '/v1/viewer',
    id: 'loadViewer',
    tag: 'Threads',
    summary: 'Who reads, what they may do here and what they voted',
    description: 'Without a token: a visitor, who may nothing but read.',
    token: 'optional',
    query: threadKeyQuerySchema,
    answers: { 200: privateAnswer('The private half of the thread.', viewerSchema, viewerExample) },
  },
  {
    method: 'patch',
    path: '/v1/thread',
    id: 'updateThread',
    tag: 'Threads',
    summary: 'Closes, reopens or names a thread, says where and whose its article is',
    description:
      'For the roles `moderator`, `staff` and `admin`, also before anybody has written; the authors ' +
      'of the article may change `closed` alone. What is absent stays as it is.',
    token: 'required',
    query: threadKeyQuerySchema,
    body: { schema: threadPatchSchema, example: { closed: true } },
    answers: {
      200: privateAnswer('The thread as it is now.', threadInfoSchema, {
        ...threadExample,
        closed: true,
      }),
    },
  },
];
