import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, beforeEach, describe, it } from 'node:test';
import { httpBackend, threadUrl } from '../../src/backend/adapters/http.js';
import type { CommentsBackend } from '../../src/backend/contract.js';
import type { ErrorCode } from '../../src/model/errors.js';

const COMMENT = {
  id: '0190f3a1-0000-7000-8000-000000000001',
  parent: null,
  createdAt: '2027-03-01T09:30:00.000Z',
  revision: 1,
  tombstone: 'author',
  ground: null,
};
const THREAD = { key: 'k', closed: false, revision: 1, total: 0, downVotes: false };
const GUEST = {
  token: 'd.e.f',
  account: { id: 'account', name: 'Zoé', picture: null, badges: ['guest'] },
};
const PAGE = { comments: [], lists: [] };
const THREAD_PAGE = { ...PAGE, thread: THREAD, highlights: [], around: null };
const QUERY = { key: 'k', sort: 'best', limit: 20 } as const;

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Act = (response: ServerResponse, request: IncomingMessage) => void;

let server: Server;
let base: string;
let backend: CommentsBackend;
let act: Act;
let seen: Seen[];

before(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      seen.push({ method, url, headers, body });
      act(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  seen = [];
  backend = httpBackend({ url: base });
  act = json(THREAD_PAGE);
});

function json(value: unknown, status = 200, type = 'application/json'): Act {
  return (response) =>
    response.writeHead(status, { 'Content-Type': type }).end(JSON.stringify(value));
}

function text(body: string, status = 200): Act {
  return (response) => response.writeHead(status, { 'Content-Type': 'text/html' }).end(body);
}

async function fails(call: Promise<unknown>, code: ErrorCode): Promise<void> {
  await assert.rejects(call, { name: 'PalabreError', code });
}

describe('what travels', () => {
  const id = COMMENT.id;
  const thread = { key: 'clé /../%00 &+🌳', url: 'https://journal.example/a', title: 'Titre' };
  const key = `thread=${new URLSearchParams({ '': thread.key }).toString().slice(1)}`;
  const options = { token: 'a.b.c' };
  const report = { id, comment: id, reason: 'spam', details: 'vu' } as const;

  const CALLS: [
    call: (b: Required<CommentsBackend>) => Promise<unknown>,
    sent: string,
    answer: unknown,
  ][] = [
    [
      (b) => b.loadThread({ key: thread.key, sort: 'newest', limit: 5, around: id }, options),
      `GET /v1/thread?${key}&sort=newest&limit=5&around=${id}`,
      THREAD_PAGE,
    ],
    [
      (b) => b.loadThread({ ...QUERY, around: null }, options),
      'GET /v1/thread?thread=k&sort=best&limit=20',
      THREAD_PAGE,
    ],
    [
      (b) => b.loadThread({ ...QUERY, highlights: 3 }, options),
      'GET /v1/thread?thread=k&sort=best&limit=20',
      THREAD_PAGE,
    ],
    [
      (b) => b.loadThread({ ...QUERY, highlights: 0 }, options),
      'GET /v1/thread?thread=k&sort=best&limit=20&highlights=0',
      THREAD_PAGE,
    ],
    [
      (b) =>
        b.loadComments({ key: 'k', parent: id, after: 'c/+=', sort: 'best', limit: 3 }, options),
      `GET /v1/comments?thread=k&parent=${id}&after=c%2F%2B%3D&sort=best&limit=3`,
      PAGE,
    ],
    [
      (b) => b.loadChanges('k', 0, options),
      'GET /v1/changes?thread=k&since=0',
      { thread: THREAD, comments: [COMMENT], revision: 1, more: false },
    ],
    [(b) => b.createGuest('Zoé', options), 'POST /v1/guests {"name":"Zoé"}', GUEST],
    [
      (b) => b.loadCounts(['k', thread.key], options),
      `GET /v1/counts?thread=k&${key}`,
      { counts: [{ key: 'k', count: 3 }] },
    ],
    [
      (b) => b.loadLatest(5, options),
      'GET /v1/latest?limit=5',
      { items: [{ comment: COMMENT, thread }] },
    ],
    [
      (b) => b.createComment({ id, thread, parent: null, source: 'é' }, options),
      `PUT /v1/comments/${id} ${JSON.stringify({ thread, parent: null, source: 'é' })}`,
      COMMENT,
    ],
    [(b) => b.editComment(id, 'b', options), `PATCH /v1/comments/${id} {"source":"b"}`, COMMENT],
    [
      (b) => b.deleteComment(id, 'moderation', options),
      `DELETE /v1/comments/${id} {"reason":"moderation"}`,
      COMMENT,
    ],
    [
      (b) => b.deleteComment(id, 'moderation', { ...options, ground: 'hate' }),
      `DELETE /v1/comments/${id} {"reason":"moderation","ground":"hate"}`,
      COMMENT,
    ],
    [(b) => b.voteComment(id, 0, options), `PUT /v1/comments/${id}/vote {"value":0}`, COMMENT],
    [
      (b) => b.pickComment(id, true, options),
      `PUT /v1/comments/${id}/pick {"picked":true}`,
      COMMENT,
    ],
    [
      (b) => b.reportComment(report, options),
      `PUT /v1/reports/${id} ${JSON.stringify({ comment: id, reason: 'spam', details: 'vu' })}`,
      undefined,
    ],
    [
      (b) => b.updateThread('k', { closed: true }, options),
      'PATCH /v1/thread?thread=k {"closed":true}',
      THREAD,
    ],
    [(b) => b.eraseAccount('a/b', options), 'DELETE /v1/accounts/a%2Fb', undefined],
    [(b) => b.exportAccount('a b', options), 'GET /v1/accounts/a%20b/export', { any: ['thing'] }],
  ];

  for (const [call, sent, answer] of CALLS) {
    it(sent.slice(0, 60), async () => {
      act = answer === undefined ? (response) => response.writeHead(204).end() : json(answer);
      const unwrapped = answer && Object.values(answer)[0];
      const expected = /v1\/(counts|latest)/.test(sent) ? unwrapped : answer;
      assert.deepEqual(await call(backend as Required<CommentsBackend>), expected);
      assert.equal(seen.length, 1);
      const { method, url, body, headers } = seen[0]!;
      assert.equal([method, url, body].filter(Boolean).join(' '), sent);
      const isPublic = /^GET \/v1\/(thread|comments|changes|counts|latest)/.test(sent);
      assert.equal(headers.authorization, isPublic ? undefined : 'Bearer a.b.c');
      assert.equal(headers['content-type'], body ? 'application/json' : undefined);
    });
  }

  it('asks nothing that takes a preflight when it reads what is public', async () => {
    await backend.loadThread(QUERY, { token: 'a.b.c' });
    const names = Object.keys(seen[0]!.headers);
    for (const name of ['authorization', 'content-type', 'if-none-match', 'cookie']) {
      assert.ok(!names.includes(name), name);
    }
  });

  it('sends no Authorization for a visitor', async () => {
    await backend.loadViewer!('k', { token: null }).catch(() => {});
    assert.equal(seen[0]!.headers.authorization, undefined);
  });

  it('takes an address with a path, with or without a slash at its end', async () => {
    for (const url of [`${base}/api`, `${base}/api/`, `${base}/api//`]) {
      await httpBackend({ url }).loadThread(QUERY, {});
      assert.equal(seen.pop()!.url, '/api/v1/thread?thread=k&sort=best&limit=20');
    }
  });

  it('asks for counts in as many addresses as every server takes', async () => {
    const keys = Array.from(
      { length: 100 },
      (_, n) => `https://journal.example/${'é'.repeat(30)}/${n}`,
    );
    act = (response, request) => {
      const asked = new URL(request.url!, base).searchParams.getAll('thread');
      json({ counts: asked.map((key) => ({ key, count: Number(key.split('/').pop()) })) })(
        response,
        request,
      );
    };
    const counts = await backend.loadCounts!(keys, {});
    assert.deepEqual(
      counts,
      keys.map((key, count) => ({ key, count })),
    );
    assert.ok(seen.length > 1 && seen.every(({ url }) => url.length < 8_000));
    seen = [];
    await backend.loadCounts!(keys.slice(0, 20), {});
    assert.equal(seen.length, 1);
  });

  it('does not even ask for a key that is empty or too long', async () => {
    for (const bad of ['', 'k'.repeat(1_025), 'é'.repeat(513)]) {
      const query = { ...QUERY, key: bad };
      const all = backend as Required<CommentsBackend>;
      await fails(all.loadThread(query, {}), 'invalid');
      await fails(all.loadComments({ ...query, parent: null, after: null }, {}), 'invalid');
      await fails(all.loadViewer(bad, {}), 'invalid');
      await fails(all.loadCounts(['k', bad], {}), 'invalid');
      await fails(all.updateThread(bad, {}, {}), 'invalid');
      const written = { id, thread: { ...thread, key: bad }, parent: null, source: 'a' };
      await fails(all.createComment(written, {}), 'invalid');
    }
    await backend.loadThread({ ...QUERY, key: 'k'.repeat(1_024) }, {});
    assert.equal(seen.length, 1);
  });
});

describe('a bad answer', () => {
  const problem = (code: unknown, fields: object = {}): object => ({
    type: 'about:blank',
    title: 'Title',
    status: 400,
    detail: 'The detail.',
    code,
    retryAfter: null,
    ...fields,
  });

  for (const [what, how, code] of [
    ['HTML', text('<!doctype html><p>Sign in</p>'), 'malformed'],
    ['truncated JSON', text(JSON.stringify(THREAD_PAGE).slice(0, -20)), 'malformed'],
    ['nothing', text(''), 'malformed'],
    ['JSON of the wrong shape', json({ hello: 'world' }), 'malformed'],
    ['JSON that is null', json(null), 'malformed'],
    ['a 204', ((response) => response.writeHead(204).end()) as Act, 'malformed'],
  ] as const) {
    it(`of ${what} is ${code}`, async () => {
      act = how;
      await fails(backend.loadThread(QUERY, {}), code);
      await fails(backend.loadCounts!(['k'], {}), code);
    });
  }

  it('of what stands before the server says when to come back', async () => {
    act = (response) => {
      response.writeHead(503, { 'Content-Type': 'text/html', 'Retry-After': '40' });
      response.end('<p>Maintenance</p>');
    };
    const refusal = { code: 'unavailable', retryAfter: 40 };
    await assert.rejects(backend.loadThread(QUERY, {}), refusal);
  });

  for (const [status, code] of [
    [400, 'invalid'],
    [401, 'login'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [409, 'conflict'],
    [410, 'gone'],
    [413, 'too-large'],
    [418, 'invalid'],
    [429, 'wait'],
    [500, 'internal'],
    [501, 'unsupported'],
    [502, 'unavailable'],
    [503, 'unavailable'],
  ] as const) {
    it(`of status ${status} is ${code}, unless its body says better`, async () => {
      for (const how of [text('<h1>Oops</h1>', status), text('', status), json(null, status)]) {
        act = how;
        await fails(backend.loadThread(QUERY, {}), code);
      }
      act = json(problem('no-such-code'), status);
      await fails(backend.loadThread(QUERY, {}), code);
      act = json(problem('toString'), status);
      await fails(backend.loadThread(QUERY, {}), code);
      act = json(problem('suspended'), status, 'application/problem+json');
      await fails(backend.loadThread(QUERY, {}), 'suspended');
    });
  }

  it('carries its detail and its seconds', async () => {
    act = json(problem('wait', { retryAfter: 30 }), 429);
    const expected = { code: 'wait', message: 'The detail.', retryAfter: 30, retryable: true };
    await assert.rejects(backend.loadThread(QUERY, {}), expected);
    act = json(problem('wait', { retryAfter: 'soon', detail: 5 }), 429);
    await assert.rejects(backend.loadThread(QUERY, {}), { code: 'wait', retryAfter: null });
  });
});

describe('no answer', () => {
  it('from a server that is down is network', async () => {
    const down = createServer();
    await new Promise<void>((resolve) => down.listen(0, '127.0.0.1', resolve));
    const { port } = down.address() as AddressInfo;
    await new Promise((resolve) => down.close(resolve));
    await fails(httpBackend({ url: `http://127.0.0.1:${port}` }).loadThread(QUERY, {}), 'network');
  });

  it('from a server that hangs up is network, before or within the body', async () => {
    act = (response) => response.destroy();
    await fails(backend.loadThread(QUERY, {}), 'network');
    act = (response) => {
      response.writeHead(200, { 'Content-Length': 1_000 }).write('{"thread":', () => {
        response.destroy();
      });
    };
    await fails(backend.loadThread(QUERY, {}), 'network');
  });

  it('in time is timeout, before or within the body', async () => {
    const impatient = httpBackend({ url: base, timeout: 60 });
    act = () => {};
    await fails(impatient.loadThread(QUERY, {}), 'timeout');
    await fails(impatient.loadViewer!('k', {}), 'timeout');
    act = (response) => response.writeHead(200).write('{"thread":');
    await fails(impatient.loadThread(QUERY, {}), 'timeout');
    act = (response) => response.writeHead(500).write('{"code":');
    await fails(impatient.loadThread(QUERY, {}), 'timeout');
  });

  it("is wanted after an abort: the call rejects with the signal's reason", async () => {
    for (const how of [
      () => {},
      (response: ServerResponse) => response.writeHead(200).write('{'),
    ]) {
      for (const call of [
        (signal: AbortSignal) => backend.loadThread(QUERY, { signal }),
        (signal: AbortSignal) => backend.voteComment!('id', 1, { signal }),
      ]) {
        const controller = new AbortController();
        const arrived = new Promise<void>((resolve) => {
          act = (response) => {
            how(response);
            setTimeout(resolve, 5);
          };
        });
        const pending = call(controller.signal);
        await arrived;
        const reason = new Error('left');
        controller.abort(reason);
        await assert.rejects(pending, (error) => error === reason);
      }
    }
  });

  it('is asked for once a signal was aborted', async () => {
    const signal = AbortSignal.abort();
    await assert.rejects(backend.loadThread(QUERY, { signal }), { name: 'AbortError' });
    await assert.rejects(backend.loadViewer!('k', { signal }), { name: 'AbortError' });
    assert.equal(seen.length, 0);
  });
});

describe('a prefetched thread', () => {
  const early = (response: Promise<Response>): CommentsBackend =>
    httpBackend({ url: base, prefetched: { url: threadUrl(base, QUERY), response } });

  it('is used once', async () => {
    const b = early(Promise.resolve(Response.json({ ...THREAD_PAGE, highlights: [] })));
    assert.deepEqual(await b.loadThread(QUERY, {}), THREAD_PAGE);
    assert.equal(seen.length, 0);
    await b.loadThread(QUERY, {});
    assert.equal(seen.length, 1);
  });

  it('is not used for another request, nor afterwards', async () => {
    const b = early(Promise.resolve(Response.json({})));
    await b.loadThread({ ...QUERY, sort: 'newest' }, {});
    await b.loadThread(QUERY, {});
    assert.equal(seen.length, 2);
  });

  it('that got no answer is asked for again', async () => {
    const b = early(Promise.reject(new TypeError('Failed to fetch')));
    assert.deepEqual(await b.loadThread(QUERY, {}), THREAD_PAGE);
    assert.equal(seen.length, 1);
  });

  it('that failed unheard breaks nothing', async () => {
    const b = early(Promise.reject(new TypeError('Failed to fetch')));
    await b.loadThread({ ...QUERY, sort: 'newest' }, {});
  });

  it('is judged as any other answer', async () => {
    await fails(early(Promise.resolve(Response.json({}))).loadThread(QUERY, {}), 'malformed');
    const gone = new Response('', { status: 503 });
    await fails(early(Promise.resolve(gone)).loadThread(QUERY, {}), 'unavailable');
  });

  it('is waited for no longer than any other, and can be called off', async () => {
    const response = new Promise<Response>(() => {});
    const prefetched = { url: threadUrl(base, QUERY), response };
    const impatient = httpBackend({ url: base, prefetched, timeout: 30 });
    await fails(impatient.loadThread(QUERY, {}), 'timeout');
    const controller = new AbortController();
    const pending = early(response).loadThread(QUERY, { signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { name: 'AbortError' });
  });
});
