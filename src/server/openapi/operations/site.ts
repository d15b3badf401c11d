import { z } from 'zod';
import { countsQuerySchema, feedQuerySchema, latestQuerySchema } from '../../../wire/requests.js';
import { countsSchema, latestSchema } from '../../../wire/thread.js';
import { ATOM } from '../../feed/atom.js';
import { countsExample, feedExample, latestExample } from '../examples.js';
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
  {
    method: 'get',
    path: '/v1/feed',
    id: 'loadFeed',
    tag: 'Site',
    summary: 'The latest 50 comments of a thread, or of the site, as an Atom feed',
    description:
      'For programs that read feeds (RFC 4287). Ids stay the same; a withdrawn comment is no longer in it.',
    token: 'none',
    query: feedQuerySchema,
    answers: {
      200: { ...publicAnswer('The feed.', z.string(), feedExample), type: ATOM },
      304: NOT_MODIFIED,
    },
  },
];
