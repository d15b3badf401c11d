import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { SignJWT } from 'jose';
import type { Guest } from '../../../src/model/guest.js';
import { newId } from '../../../src/model/new-id.js';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import type { CommentPage, ThreadChanges, ThreadPage } from '../../../src/model/thread.js';
import { createServer, openStorage, type Server, type Storage } from '../../../src/server/index.js';
import type { ServerOptions } from '../../../src/server/types.js';
import type { Problem } from '../../../src/wire/problem.js';
import '../../support/quick-pglite.js';
import { freshDatabase, postgresMissing } from '../../support/postgres.js';
import { demandDescribed } from './described.js';

export const SECRET = 'a secret of the tests, long enough to sign with';
export const ORIGIN = 'https://journal.example';

export interface Answer<T = unknown> {
  status: number;
  headers: Headers;
  body: T;
}

export interface CallInit {
  token?: string | null;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A site to test: its handler, and calls whose every answer must be as OpenAPI says. */
export interface TestSite {
  storage: Storage;
  server: Server;
  /** Everything the server complained about. */
  complaints: string[];
  /** `sent`: the request's body, where it is text. */
  send<T = unknown>(request: Request, sent?: string): Promise<Answer<T>>;
  call<T = unknown>(method: string, path: string, init?: CallInit): Promise<Answer<T>>;
  /** Without a look at what the document says. */
  raw(method: string, path: string, init?: CallInit): Promise<Response>;
  /** A call that must fail. */
  fail(method: string, path: string, init?: CallInit): Promise<Problem>;
  write(token: string, thread: string, init?: WriteInit): Promise<LivingComment>;
  vote(token: string, id: string, value?: number): Promise<Answer<Comment>>;
  thread(key: string, query?: string): Promise<ThreadPage>;
  list(key: string, query: string): Promise<CommentPage>;
  changes(key: string, since: number): Promise<ThreadChanges>;
}

export interface WriteInit {
  id?: string;
  parent?: string | null;
  source?: string;
}

export type Claims = Record<string, unknown>;

/** The time that far from now, in the unit of a token's claims. */
export function secondsFromNow(seconds: number): number {
  return Math.floor(Date.now() / 1_000) + seconds;
}

/** A token as the newspaper makes them: a subscriber's unless `claims` say otherwise. */
export function signToken(sub: string, claims: Claims = {}, secret = SECRET): Promise<string> {
  const payload = {
    sub,
    name: `Name of ${sub}`,
    subscriber: true,
    exp: secondsFromNow(3_600),
    ...claims,
  };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(secret));
}

let keys = 0;

/** A thread key that no other test uses. */
export function newKey(): string {
  keys += 1;
  return `thread ${keys} of ${process.pid}`;
}

/** A guest's token, and the account that others see. */
export async function becomeGuest({ call }: Pick<TestSite, 'call'>, name: string): Promise<Guest> {
  const { status, body } = await call<Guest>('POST', '/v1/guests', { body: { name } });
  assert.equal(status, 201);
  return body;
}

export function threadOf(key: string) {
  return { key, url: `${ORIGIN}/articles/un%20titre`, title: 'Un titre' };
}

export function query(key: string, rest = ''): string {
  return `thread=${encodeURIComponent(key)}${rest}`;
}

/** The same suite on PGlite and, where there is one, on PostgreSQL. */
export function onEachDatabase(
  name: string,
  options: Partial<Omit<ServerOptions, 'storage'>>,
  suite: (site: TestSite, kind: 'PGlite' | 'PostgreSQL') => void,
): void {
  describe(`${name}, on PGlite`, () => {
    suite(
      openSite(options, async () => ({ storage: await openStorage({ data: 'memory://' }) })),
      'PGlite',
    );
  });
  describe(`${name}, on PostgreSQL`, { skip: postgresMissing() }, () => {
    suite(
      openSite(options, async () => {
        const database = await freshDatabase();
        const storage = await openStorage({ url: database.url });
        return { storage, drop: () => database.drop() };
      }),
      'PostgreSQL',
    );
  });
}

function openSite(
  options: Partial<Omit<ServerOptions, 'storage'>>,
  open: () => Promise<{ storage: Storage; drop?: () => Promise<void> }>,
): TestSite {
  const complaints: string[] = [];
  const site = { complaints } as TestSite;
  let drop: (() => Promise<void>) | undefined;

  before(async () => {
    const opened = await open();
    drop = opened.drop;
    site.storage = opened.storage;
    site.server = createServer({
      origins: [ORIGIN],
      secret: SECRET,
      limits: 'off',
      ...options,
      storage: opened.storage,
      onError: (message) => complaints.push(message),
    });
  });

  after(async () => {
    await site.server.close();
    await site.storage.close();
    await drop?.();
    assert.deepEqual(complaints, []);
  });

  return Object.assign(site, callsOf(site));
}

export function callsOf(
  site: Pick<TestSite, 'server'>,
): Omit<TestSite, keyof Pick<TestSite, 'storage' | 'server' | 'complaints'>> {
  const send = async <T>(request: Request, sent?: string) => {
    const answer = await site.server.fetch(request);
    const text = await answer.text();
    demandDescribed(request, sent ?? null, answer, text);
    const isText = answer.headers.get('Content-Type')?.startsWith('application/atom+xml');
    const body = text === '' ? null : isText ? text : (JSON.parse(text) as unknown);
    return { status: answer.status, headers: answer.headers, body: body as T };
  };

  const call = <T>(method: string, path: string, init: CallInit = {}) => {
    const sent = toText(init.body);
    return send<T>(toRequest(method, path, init, sent), sent);
  };

  const succeed = async <T>(method: string, path: string, init: CallInit = {}): Promise<T> => {
    const { status, body } = await call<T>(method, path, init);
    assert.ok(status < 300, `${method} ${path}: ${status} ${JSON.stringify(body)}`);
    return body;
  };

  return {
    send,
    call,
    raw: (method, path, init = {}) =>
      site.server.fetch(toRequest(method, path, init, toText(init.body))),
    async fail(method, path, init) {
      const { status, headers, body } = await call<Problem>(method, path, init);
      assert.ok(status >= 400, `${method} ${path} did not fail: ${status}`);
      assert.equal(headers.get('Content-Type'), 'application/problem+json; charset=utf-8');
      assert.equal(body.status, status);
      return body;
    },
    write(token, key, { id = newId(), parent = null, source = 'Un mot.' } = {}) {
      const body = { thread: threadOf(key), parent, source };
      return succeed<LivingComment>('PUT', `/v1/comments/${id}`, { token, body });
    },
    vote: (token, id, value = 1) =>
      call<Comment>('PUT', `/v1/comments/${id}/vote`, { token, body: { value } }),
    thread: (key, rest = '') => succeed<ThreadPage>('GET', `/v1/thread?${query(key, rest)}`),
    list: (key, rest) => succeed<CommentPage>('GET', `/v1/comments?${query(key, rest)}`),
    changes: (key, since) =>
      succeed<ThreadChanges>('GET', `/v1/changes?${query(key, `&since=${since}`)}`),
  };
}

function toText(body: unknown): string | undefined {
  return body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
}

function toRequest(
  method: string,
  path: string,
  { token, headers }: CallInit,
  body: string | undefined,
): Request {
  return new Request(`https://comments.example${path}`, {
    method,
    headers: {
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
}
