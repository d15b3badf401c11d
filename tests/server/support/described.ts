import assert from 'node:assert/strict';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { oas31 } from 'zod-openapi';
import { createOpenApi } from '../../../src/server/openapi/document.js';

/** As a client gets it. */
export const DOCUMENT = JSON.parse(JSON.stringify(createOpenApi())) as oas31.OpenAPIObject;

/** What HTTP or CORS put on an answer, whatever the call. */
const IMPLIED = [
  'access-control-allow-origin',
  'access-control-expose-headers',
  'content-encoding',
  'content-length',
  'content-type',
  'vary',
];

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
formats.default(ajv);
// The schemas are looked up inside the document, which is none itself.
ajv.addVocabulary(Object.keys(DOCUMENT));
ajv.addSchema(DOCUMENT, 'api');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Described = { path: string; item: oas31.PathItemObject };

const PATHS = Object.entries(DOCUMENT.paths ?? {}).map(([path, item]) => ({
  path,
  item,
  pattern: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
}));

/** The validator of the schema at a JSON pointer of the document, its parts unescaped. */
export function validatorAt(...parts: string[]): ValidateFunction {
  const pointer = parts.map((part) => part.replaceAll('~', '~0').replaceAll('/', '~1'));
  const $ref = `api#/${pointer.map(encodeURIComponent).join('/')}`;
  const validate = ajv.getSchema($ref);
  assert.ok(validate, `There is no schema at ${$ref}.`);
  return validate;
}

function demandValid(value: unknown, what: string, ...pointer: string[]): void {
  const validate = validatorAt(...pointer);
  assert.ok(
    validate(value),
    `${what} is not as described: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`,
  );
}

/** Follows a reference inside the document; with where it leads. */
export function resolved<T>(
  value: T | oas31.ReferenceObject,
  ...pointer: string[]
): [T, ...string[]] {
  if (typeof value !== 'object' || value === null || !('$ref' in value)) {
    return [value, ...pointer];
  }
  const parts = value.$ref.replace(/^#\//, '').split('/');
  const target = parts.reduce<unknown>(
    (object, part) => (object as Record<string, unknown> | undefined)?.[part],
    DOCUMENT,
  );
  assert.ok(target, `${value.$ref} leads nowhere.`);
  return [target as T, ...parts];
}

/**
 * Fails unless the document announces this answer to this request: status, headers, media type and
 * body; for a request that succeeded, the request as well.
 *
 * @param sent the request's body, where there is one and it is text
 * @param got the answer's body, empty for none
 */
export function demandDescribed(
  request: Request,
  sent: string | null,
  answer: Response,
  got: string,
): void {
  const url = new URL(request.url);
  const method = request.method.toLowerCase();
  if (method === 'options') return;
  const found = PATHS.find(({ pattern }) => pattern.test(url.pathname));
  const name = found && METHODS.find((each) => each === (method === 'head' ? 'get' : method));
  const operation = name && found.item[name];
  const what = `${request.method} ${url.pathname}: ${answer.status}`;
  if (!operation) return demandAbsence(found, answer, got, what);

  const at = ['paths', found.path, name];
  const declared = operation.responses?.[`${answer.status as 200}`];
  assert.ok(declared, `${what} is not described: ${got}`);
  const [response, ...place] = resolved<oas31.ResponseObject>(
    declared,
    ...[...at, 'responses', String(answer.status)],
  );
  demandHeaders(response, answer, what);
  if (method !== 'head') demandBody(response, place, answer, got, what);
  if (answer.status < 400) {
    const values = found.pattern.exec(url.pathname)?.groups ?? {};
    demandRequest(operation, at, { request, url, values, sent }, what);
  }
}

function demandAbsence(
  found: Described | undefined,
  answer: Response,
  got: string,
  what: string,
): void {
  assert.equal(answer.status, found === undefined ? 404 : 405, what);
  assert.match(answer.headers.get('Content-Type') ?? '', /^application\/problem\+json/);
  if (got === '') return;
  const problem = JSON.parse(got) as { code: string };
  demandValid(problem, what, 'components', 'schemas', 'Problem');
  assert.equal(problem.code, found === undefined ? 'not-found' : 'unsupported');
  if (found === undefined) return;
  const methods = METHODS.filter((name) => name in found.item).map((name) => name.toUpperCase());
  const allowed = answer.headers.get('Allow')?.split(', ') ?? [];
  assert.deepEqual(allowed.filter((name) => name !== 'HEAD').sort(), methods.sort());
}

function demandHeaders({ headers = {} }: oas31.ResponseObject, answer: Response, what: string) {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  for (const [name, declared] of Object.entries(headers)) {
    const [header, ...place] = resolved<oas31.HeaderObject>(declared);
    const value = answer.headers.get(name);
    if (value === null) assert.ok(!header.required, `${what} lacks the header ${name}.`);
    else demandValid(value, `${what}, ${name},`, ...place, 'schema');
  }
  const others = [...answer.headers.keys()].filter((name) => !names.has(name));
  assert.deepEqual(
    others.filter((name) => !IMPLIED.includes(name)),
    [],
    `${what} has headers that are not described.`,
  );
}

function demandBody(
  { content }: oas31.ResponseObject,
  place: string[],
  answer: Response,
  got: string,
  what: string,
): void {
  const type = answer.headers.get('Content-Type')?.split(';')[0];
  if (content === undefined) {
    assert.deepEqual([type, got], [undefined, ''], `${what} has a body that is not described.`);
    return;
  }
  assert.ok(type !== undefined && type in content, `${what} has the media type ${type}.`);
  const body: unknown = /json$/.test(type) ? JSON.parse(got) : got;
  demandValid(body, what, ...place, 'content', type, 'schema');
}

interface Asked {
  request: Request;
  url: URL;
  values: Record<string, string>;
  sent: string | null;
}

function demandRequest(
  { parameters = [], requestBody, security = [] }: oas31.OperationObject,
  at: string[],
  { request, url, values, sent }: Asked,
  what: string,
): void {
  const needsToken = security.length > 0 && security.every((scheme) => 'bearer' in scheme);
  if (needsToken) assert.ok(request.headers.has('Authorization'), `${what} without a token.`);
  const known = new Set<string>();
  for (const [index, declared] of parameters.entries()) {
    const [parameter] = resolved<oas31.ParameterObject>(declared);
    const { name = '', required = false } = parameter;
    known.add(name);
    const value = valueOf(parameter, saidOf(parameter, request, url, values));
    if (value === undefined) assert.ok(!required, `${what} without "${name}".`);
    else demandValid(value, `${what}, "${name}",`, ...at, 'parameters', String(index), 'schema');
  }
  for (const name of url.searchParams.keys()) {
    assert.ok(known.has(name), `${what} takes "${name}", which is not described.`);
  }
  if (requestBody === undefined || sent === null) return;
  const place = [...at, 'requestBody', 'content', 'application/json', 'schema'];
  demandValid(JSON.parse(sent), `${what}, the request,`, ...place);
}

/** What a request says of a parameter, wherever that stands. */
function saidOf(
  { name = '', in: place }: oas31.ParameterObject,
  request: Request,
  url: URL,
  values: Record<string, string>,
): string[] {
  if (place === 'path') return [values[name] ?? ''];
  if (place === 'query') return url.searchParams.getAll(name);
  const header = request.headers.get(name);
  return header === null ? [] : [header];
}

/** What that is, in the type that the document gives it. */
function valueOf({ schema, in: place }: oas31.ParameterObject, all: string[]): unknown {
  const { type } = (schema ?? {}) as oas31.SchemaObject;
  const [first] = all;
  if (first === undefined) return undefined;
  if (type === 'array') return all;
  if (type === 'integer') return Number(first);
  return place === 'path' ? decodeURIComponent(first) : first;
}
