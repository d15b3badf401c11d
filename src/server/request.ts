import type { Context, MiddlewareHandler } from 'hono';
import type { z } from 'zod';
import { PalabreError } from '../model/errors.js';
import type { Limits } from './limits/limits.js';
import { BadRequest } from './problems.js';

/** Bytes of a request's body. */
const BODY_MAX = 64 * 1_024;

/** Characters of an address: enough to ask for the counts of a hundred pages. */
const URL_MAX = 16 * 1_024;

/** Refuses what is not worth a look: too long an address, too many requests. */
export function admission(limits: Limits): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.url.length > URL_MAX) throw new BadRequest('The address is too long.', 414);
    await limits.admit(addressOf(c));
    await next();
  };
}

/** Where a request comes from, if its server says so. */
export function addressOf(c: Context): string | null {
  return (c.env as { address?: string | null } | undefined)?.address ?? null;
}

/** The query, checked. @throws PalabreError `invalid` (400) */
export function readQuery<T>(c: Context, schema: z.ZodType<T>, repeated: string[] = []): T {
  const values: Record<string, string | string[]> = {};
  for (const [name, all] of Object.entries(c.req.queries())) {
    const [only] = all;
    if (repeated.includes(name)) values[name] = all;
    else if (all.length === 1 && only !== undefined) values[name] = only;
    else throw new BadRequest(`The query has "${name}" more than once.`);
  }
  const parsed = schema.safeParse(values);
  if (!parsed.success) throw new BadRequest(`In the query, ${describe(parsed.error)}.`);
  return parsed.data;
}

/** Headers, checked; `names` as the schema has them. @throws PalabreError `invalid` (400) */
export function readHeaders<T>(c: Context, schema: z.ZodType<T>, names: string[]): T {
  const parsed = schema.safeParse(
    Object.fromEntries(names.map((name) => [name, c.req.header(name)])),
  );
  if (!parsed.success) throw new BadRequest(`In the headers, ${describe(parsed.error)}.`);
  return parsed.data;
}

/** Part of the path, checked. @throws PalabreError `invalid` (400) */
export function readParam<T>(c: Context, name: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(c.req.param(name));
  if (!parsed.success) throw new BadRequest(`In the path, "${name}" is not what it should be.`);
  return parsed.data;
}

/** The JSON body, checked. @throws PalabreError `too-large`; `invalid` (400, 415 or 422) */
export async function readBody<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/json\s*(?:;|$)/i.test(type)) {
    throw new BadRequest('The body must be application/json.', 415);
  }
  if (!/^identity$/i.test(c.req.header('Content-Encoding') ?? 'identity')) {
    throw new BadRequest('The body must not be compressed.', 415);
  }
  const text = await readText(c.req.raw);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadRequest('The body is not JSON.');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) {
    throw new PalabreError('invalid', `In the body, ${describe(parsed.error)}.`);
  }
  return parsed.data;
}

/** Counted while it arrives: a header can lie, or be absent. */
async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('Content-Length') ?? 0) > BODY_MAX) throw tooLarge();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = request.body?.getReader();
  let text = '';
  let size = 0;
  try {
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) break;
      const bytes = chunk.value as Uint8Array;
      size += bytes.byteLength;
      if (size > BODY_MAX) {
        await reader?.cancel();
        throw tooLarge();
      }
      text += decoder.decode(bytes, { stream: true });
    }
    return text + decoder.decode();
  } catch (error) {
    if (error instanceof PalabreError) throw error;
    throw new BadRequest('The body is not UTF-8, or it ended early.');
  }
}

function tooLarge(): PalabreError {
  return new PalabreError('too-large', 'The request has more than 64 KB.');
}

function describe(error: z.ZodError): string {
  const [issue] = error.issues;
  const path = issue?.path.join('.') ?? '';
  return `"${path}": ${issue?.message ?? 'something is wrong'}`.slice(0, 300);
}
