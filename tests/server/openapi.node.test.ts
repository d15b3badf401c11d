import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { oas31 } from 'zod-openapi';
import { ERROR_CODES } from '../../src/model/errors.js';
import { isSafeUrl } from '../../src/model/body.js';
import { createApp } from '../../src/server/app.js';
import type { Site } from '../../src/server/context.js';
import { failuresOf } from '../../src/server/openapi/failures.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import type { Readers } from '../../src/server/readers.js';
import { SAFE_URL_PATTERN } from '../../src/wire/body.js';
import { demandDescribed, DOCUMENT, resolved, validatorAt } from './support/described.js';

const OPERATION_LIST = Object.entries(DOCUMENT.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, oas31.OperationObject>).map(([method, operation]) => ({
    path,
    method,
    operation,
  })),
);

/** Every object of the document with the way to it. */
function* walk(
  value: unknown,
  path: string[] = [],
): Generator<[Record<string, unknown>, string[]]> {
  if (typeof value !== 'object' || value === null) return;
  yield [value as Record<string, unknown>, path];
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key]);
}

describe('the OpenAPI document', () => {
  test('says what it is, and the version of the package', async () => {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } });
    assert.match(DOCUMENT.openapi, /^3\.1\./);
    assert.equal(DOCUMENT.info.version, manifest.version);
    assert.equal(DOCUMENT.info.license?.identifier, manifest.license);
    assert.deepEqual(DOCUMENT.servers, [{ url: '/' }]);
  });

  test('describes every route of the server, and nothing else', () => {
    const site = { rules: { origins: '*' } } as unknown as Site;
    const { routes } = createApp(site, {} as Readers, () => {});
    const registered = routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`);
    const described = OPERATION_LIST.map(({ method, path }) => `${method.toUpperCase()} ${path}`);
    assert.deepEqual(described.sort(), registered.sort());
    assert.equal(new Set(registered).size, registered.length);
  });

  test('gives every call a name of its own, its tag and its path’s parameters', () => {
    const ids = OPERATION_LIST.map(({ operation }) => operation.operationId);
    assert.equal(new Set(ids).size, ids.length);
    const tags = new Set(DOCUMENT.tags?.map(({ name }) => name));
    const security = new Set(Object.keys(DOCUMENT.components?.securitySchemes ?? {}));
    for (const { path, operation } of OPERATION_LIST) {
      assert.ok(operation.tags?.every((tag) => tags.has(tag)));
      const inPath = operation.parameters
        ?.map((parameter) => resolved<oas31.ParameterObject>(parameter)[0])
        .filter((parameter) => parameter.in === 'path' && parameter.required)
        .map(({ name }) => name);
      const inTemplate = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      assert.deepEqual(inPath ?? [], inTemplate, path);
      for (const scheme of operation.security ?? []) {
        for (const name of Object.keys(scheme)) assert.ok(security.has(name));
      }
    }
  });

  test('leads somewhere with every reference, and says no name that nothing uses', () => {
    const used = new Set<string>();
    for (const [object] of walk(DOCUMENT)) {
      if (typeof object['$ref'] !== 'string') continue;
      resolved(object);
      used.add(object['$ref']);
    }
    for (const kind of ['schemas', 'responses', 'headers'] as const) {
      for (const name of Object.keys(DOCUMENT.components?.[kind] ?? {})) {
        assert.ok(used.has(`#/components/${kind}/${name}`), `${kind} ${name}`);
        assert.match(name, /^[a-zA-Z0-9._-]+$/);
        assert.doesNotMatch(name, /^__|Output$/);
      }
    }
  });

  test('has schemas that hold in strict mode, and examples that hold against them', () => {
    let examples = 0;
    for (const [object, path] of walk(DOCUMENT)) {
      if (path.at(-1) === 'schema') validatorAt(...path);
      if (path.at(-2) !== 'content') continue;
      const { example, examples: named = {} } = object as oas31.MediaTypeObject;
      const values = [
        ...(example === undefined ? [] : [example]),
        ...Object.values(named).map((value) => (value as oas31.ExampleObject).value),
      ];
      assert.ok(values.length > 0, `${path.join(' ')} has no example`);
      const validate = validatorAt(...path, 'schema');
      for (const value of values) {
        examples += 1;
        assert.ok(validate(value), `${path.join(' ')}: ${JSON.stringify(validate.errors)}`);
      }
    }
    assert.ok(examples > 30);
    for (const name of Object.keys(DOCUMENT.components?.schemas ?? {})) {
      validatorAt('components', 'schemas', name);
    }
  });

  test('announces answers that are closed', () => {
    for (const name of ['ThreadPage', 'LivingComment', 'Tombstone', 'Viewer', 'Problem']) {
      const schema = DOCUMENT.components?.schemas?.[name] as oas31.SchemaObject;
      assert.equal(schema.additionalProperties, false, name);
    }
  });

  test('has the calls fail with codes of the contract alone, each under one status', () => {
    for (const operation of OPERATIONS) {
      const failures = failuresOf(operation);
      const codes = failures.flatMap((failure) => failure.codes);
      assert.ok(codes.every((code) => ERROR_CODES.includes(code)));
      const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
      assert.ok(twice.every((code) => code === 'invalid'));
    }
  });

  test('says of a link what the model says', () => {
    const pattern = new RegExp(SAFE_URL_PATTERN, 'u');
    const scheme = fc.constantFrom('http', 'HTTPS', 'mailto', 'MailTo', 'data', 'javascript', '');
    const separator = fc.constantFrom('://', ':', '//', ':/', ': ');
    const address = fc.tuple(scheme, separator, fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(address, (parts) => pattern.test(parts.join('')) === isSafeUrl(parts.join(''))),
    );
  });
});

describe('an answer that the document does not announce', () => {
  const KEY = { key: 'a', closed: false, revision: 0, total: 0 };
  const CHANGES = { thread: KEY, comments: [], revision: 0, more: false };
  const HEADERS = {
    ETag: '"abc"',
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
      headers: { 'Cache-Control': 'private, no-store' },
    });
    assert.throws(() => demandDescribed(request, null, answer, ''), /without a token/);
    const write = at('/v1/reports/0195f3a0-8c1e-7d2b-9a3f-4b5c6d7e8f90', {
      method: 'PUT',
      headers: { Authorization: 'Bearer a.b.c' },
    });
    assert.throws(() => demandDescribed(write, '{"reason":"spam"}', answer, ''), /request/);
  });
});
