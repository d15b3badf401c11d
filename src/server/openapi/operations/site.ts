import { countsQuerySchema, latestQuerySchema } from '../../../wire/requests.js';
import { countsSchema, latestSchema } from '../../../wire/thread.js';
import { countsExample, latestExample } from '../examples.js';
import { NOT_MODIFIED, publicAnswer, type Operation } from '../operation.js';

export const siteOperations: Operation[] = [
  {
    method: 'get',
    path: '/v1/counts',
    id: 'loadCounts',
    tag: 'Site',
    summary: 'How many published comments threads have',
    token: 'none',
    query: countsQuerySchema,
    answers: { 200: publicAnswer('The counts.', countsSchema, countsExample), 304: NOT_MODIFIED },
  },
  {
    method: 'get',
    path: '/v1/latest',
    id: 'loadLatest',
    tag: 'Site',
    summary: "The site's latest comments, newest first, with their articles",
    description: "A title that only a client suggested is replaced by its address's path.",
    token: 'none',
    query: latestQuerySchema,
    answers: { 200: publicAnswer('The comments.', latestSchema, latestExample), 304: NOT_MODIFIED },
  },
];
