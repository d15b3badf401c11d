import { z } from 'zod';
import type { ErrorCode } from '../../model/errors.js';
import { EVENTS_TYPE } from '../respond.js';
import { EVENTS_HEADERS, PRIVATE_HEADERS, PUBLIC_HEADERS, type Headers } from './headers.js';

/*
 * To add a call: one entry in the table of its resource, `operations/<resource>.ts`, beside the
 * route in `routes/<resource>.ts`. Its schemas are those in `src/wire` by which the route checks
 * the request and the tests the answer; a schema with `.meta({ id })` becomes a component of that
 * name. From the table come the document, the addresses that any page may read (cors.ts) and the
 * methods that an address answers (405). A route without an entry, an entry without a route, and
 * any answer of the suite that the entry does not announce fail the tests.
 */

/** One call of the API, as it is described to everybody. */
export interface Operation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** From the root, with its parameters in braces: `/v1/comments/{id}`. */
  path: string;
  /** What a generated client calls it; unique. */
  id: string;
  tag: Tag;
  summary: string;
  description?: string;
  /** `none`: a GET is the same for everybody, and any page may make it. */
  token: 'none' | 'optional' | 'required';
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** Of the request, those that the call takes besides what every call does. */
  headers?: z.ZodObject;
  body?: { schema: z.ZodType; example: unknown };
  /** What it answers when all goes well, by status; see the functions below. */
  answers: Record<number, Answer>;
  /** What can go wrong besides what can in every such call; see `failures.ts`. */
  codes?: readonly ErrorCode[];
}

export const TAGS = {
  Threads: 'The discussion under one article, and who reads it.',
  Comments: 'Writing, editing, withdrawing, voting and picking.',
  Reports: 'What readers tell the newsroom about comments.',
  Moderation: 'What moderators see and decide: for the roles `moderator` and `admin`.',
  Accounts: 'What a person may ask of their own account.',
  Site: 'What a front page asks about many threads at once.',
  Service: 'The server itself.',
} as const;
type Tag = keyof typeof TAGS;

export interface Answer {
  description: string;
  headers: Headers;
  /** Absent: no body. */
  content?: { schema: z.ZodType; example: unknown };
  /** The media type of the content; JSON's by default. */
  type?: string;
}

/** The same for everybody: with an ETag, kept by a CDN. Goes with {@link NOT_MODIFIED}. */
export function publicAnswer(description: string, schema: z.ZodType, example: unknown): Answer {
  return { description, headers: PUBLIC_HEADERS, content: { schema, example } };
}

export const NOT_MODIFIED: Answer = {
  description: 'What `If-None-Match` names is still true.',
  headers: PUBLIC_HEADERS,
};

/** The same for everybody, as it happens: for no cache. */
export function eventsAnswer(description: string, example: string): Answer {
  const content = { schema: z.string(), example };
  return { description, headers: EVENTS_HEADERS, content, type: EVENTS_TYPE };
}

/** For one reader, and for no cache. */
export function privateAnswer(description: string, schema: z.ZodType, example: unknown): Answer {
  return { description, headers: PRIVATE_HEADERS, content: { schema, example } };
}

export function done(description: string): Answer {
  return { description, headers: PRIVATE_HEADERS };
}

/** Whether any page may make the call, without a preflight. */
export function isPublicRead({ method, token }: Operation): boolean {
  return method === 'get' && token === 'none';
}
