import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { oas31 } from 'zod-openapi';
import { ERROR_CODES } from '../../src/model/error-codes.js';
import { isSafeUrl } from '../../src/model/body.js';
import { createApp } from '../../src/server/app.js';
import type { Site } from '../../src/server/context.js';
import { NO_BUDGETS } from '../../src/server/limits/budgets.js';
import { createLimits } from '../../src/server/limits/limits.js';
import { failuresOf } from '../../src/server/openapi/failures.js';
import { OPERATIONS } from '../../src/server/openapi/operations.js';
import type { Readers } from '../../src/server/readers.js';
import { SAFE_URL_PATTERN } from '../../src/wire/body.js';
import { demandDescribed, DOCUMENT, resolved, validatorAt } from './support/described.js';

const ID = '0195f3a0-8c1e-7d2b-9a3f-4b5c6d7e8f90';

const OPERATION_LIST = Object.entries(DOCUMENT.paths ?? {}).flatMap(([path, item]) =>
  Object.entries(item as Record<string, oas31.OperationObject>).map(([method, operation]) => ({
    path,
    method,
    operation,
  })),
);

/** For calls that need no database. */
function appWithoutSite(): ReturnType<typeof createApp> {
  const limits = createLimits({ budgets: NO_BUDGETS, client: null, salt: '' });
  const site = { rules: { origins: '*' }, limits } as unknown as Site;
  return createApp(site, {} as Readers, () => {});
}

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
    const registered = appWithoutSite()
      .routes.filter(({ method }) => method !== 'ALL')
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
      assert.deepEqual(
        codes.filter((code) => !ERROR_CODES.includes(code)),
        [],
      );
      // A request that cannot even be read has a status of its own.
      const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
      assert.deepEqual(
        twice.filter((code) => code !== 'invalid' && code !== 'too-large'),
        [],
      );
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

describe('the server', () => {
  const ask = async (path: string, init?: RequestInit) => {
    const request = new Request(`https://comments.example${path}`, init);
    const answer = await appWithoutSite().fetch(request);
    const text = await answer.text();
    demandDescribed(request, null, answer, text);
    return { status: answer.status, headers: answer.headers, text };
  };

  test('hands the document to any page, and not again to one that has it', async () => {
    const first = await ask('/v1/openapi.json', { headers: { Origin: 'https://any.example' } });
    assert.deepEqual(JSON.parse(first.text), DOCUMENT);
    assert.equal(first.headers.get('Access-Control-Allow-Origin'), '*');
    const etag = first.headers.get('ETag') ?? '';
    const again = await ask('/v1/openapi.json', { headers: { 'If-None-Match': etag } });
    assert.deepEqual([again.status, again.text], [304, '']);
  });

  const wrongMethods: [string, string, string][] = [
    ['PUT', '/v1/thread', 'GET, HEAD, PATCH'],
    ['POST', '/v1/comments', 'GET, HEAD'],
    ['GET', `/v1/comments/${ID}`, 'DELETE, PATCH, PUT'],
    ['HEAD', `/v1/comments/${ID}/vote`, 'PUT'],
    ['DELETE', '/v1/openapi.json', 'GET, HEAD'],
  ];
  for (const [method, path, allow] of wrongMethods) {
    test(`answers ${method} ${path.replace(ID, '{id}')} with what it allows`, async () => {
      const { status, headers, text } = await ask(path, { method });
      assert.deepEqual([status, headers.get('Allow')], [405, allow]);
      if (method !== 'HEAD') assert.match(text, /"code":"unsupported"/);
    });
  }

  for (const path of ['/v1', '/v1/thread/', '/v1/threads', `/v1/comments/${ID}/votes`, '/']) {
    test(`knows nothing of ${path.replace(ID, '{id}')}`, async () => {
      assert.equal((await ask(path)).status, 404);
      assert.equal((await ask(path, { method: 'PUT' })).status, 404);
    });
  }
});
