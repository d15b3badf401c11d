import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { demandDescribed } from './support/described.js';

describe('an answer that the document does not announce', () => {
  const KEY = { key: 'a', closed: false, revision: 0, total: 0, downVotes: false };
  const CHANGES = { thread: KEY, comments: [], revision: 0, more: false };
  const HEADERS = {
    ETag: '"abc"',
    'X-Request-Id': 'abc',
    'Cache-Control': 'public, max-age=0, s-maxage=5, must-revalidate',
    'Access-Control-Allow-Origin': '*',
    'Content-Type': 'application/json; charset=utf-8',
  };
  const at = (path: string, init?: RequestInit) =>
    new Request(`https://comments.example${path}`, init);
  const answered = (body: unknown, change: Record<string, string> = {}, status = 200) =>
    [
      new Response(null, { status, headers: { ...HEADERS, ...change } }),
      body === null ? '' : JSON.stringify(body),
    ] as const;
  const path = '/v1/changes?thread=a&since=0';

  const without = (name: string) => {
    const [answer, text] = answered(CHANGES);
    answer.headers.delete(name);
    return [answer, text] as const;
  };
  const problem = {
    type: 'about:blank',
    title: 'Not Found',
    status: 404,
    detail: '',
    code: 'not-found',
    retryAfter: null,
  };
  const failed = (body: object) => {
    const headers = {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Request-Id': 'abc',
      'Access-Control-Allow-Origin': '*',
    };
    return [new Response(null, { status: 404, headers }), JSON.stringify(body)] as const;
  };
  test('while one that it does passes', () => {
    demandDescribed(at(path), null, ...answered(CHANGES));
    demandDescribed(at(path, { method: 'HEAD' }), null, ...answered(null));
    demandDescribed(at('/v1/comments?thread=a'), null, ...failed(problem));
  });

  const wrong: [string, Request, readonly [Response, string], RegExp][] = [
    ['a field too many', at(path), answered({ ...CHANGES, extra: 1 }), /additional properties/],
    ['a field too few', at(path), answered({ ...CHANGES, more: undefined }), /required property/],
    ['another status', at(path), answered(CHANGES, {}, 202), /not described/],
    ['a header too few', at(path), without('ETag'), /lacks the header ETag/],
    ['a header’s other value', at(path), answered(CHANGES, { ETag: 'abc' }), /must match pattern/],
    ['a header too many', at(path), answered(CHANGES, { 'X-Extra': '1' }), /headers that are not/],
    ['another media type', at(path), answered(CHANGES, { 'Content-Type': 'text/html' }), /media/],
    ['an unknown parameter', at(`${path}&page=2`), answered(CHANGES), /"page"/],
    ['a parameter too few', at('/v1/changes?thread=a'), answered(CHANGES), /without "since"/],
    [
      'a parameter of another type',
      at('/v1/changes?thread=a&since=x'),
      answered(CHANGES),
      /must be integer/,
    ],
    [
      'headers of a public answer on a private one',
      at('/v1/accounts/a/export'),
      answered({}),
      /Cache-Control/,
    ],
    ['an address that it does not have', at('/v1/nothing'), answered({}), /404/],
    ['a method that it does not have', at(path, { method: 'PUT' }), failed(problem), /405/],
    [
      'a code that the call does not have',
      at('/v1/comments?thread=a'),
      failed({ ...problem, code: 'gone' }),
      /allowed values/,
    ],
  ];
  for (const [what, request, [answer, text], message] of wrong) {
    test(`${what} fails`, () => {
      assert.throws(() => demandDescribed(request, null, answer, text), message);
    });
  }

  test('a request that succeeded and is not as described fails', () => {
    const request = at(`/v1/accounts/a`, { method: 'DELETE' });
    const answer = new Response(null, {
      status: 204,
      headers: { 'Cache-Control': 'private, no-store', 'X-Request-Id': 'abc' },
    });
    assert.throws(() => demandDescribed(request, null, answer, ''), /without a token/);
    const write = at('/v1/reports/0195f3a0-8c1e-7d2b-9a3f-4b5c6d7e8f90', {
      method: 'PUT',
      headers: { Authorization: 'Bearer a.b.c' },
    });
    assert.throws(() => demandDescribed(write, '{"reason":"spam"}', answer, ''), /request/);
  });
});
