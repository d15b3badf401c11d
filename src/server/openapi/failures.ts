import type { oas31, ZodOpenApiResponseObject } from 'zod-openapi';
import { ERROR_CODES, type ErrorCode } from '../../model/error-codes.js';
import type { Problem } from '../../wire/problem.js';
import { STATUS, titleOf } from '../problems.js';
import { failureHeaders, mayRetry } from './headers.js';
import { isPublicRead, type Operation } from './operation.js';

const MEANINGS: Record<ErrorCode, string> = {
  network: 'no answer came',
  timeout: 'no answer came in time',
  malformed: 'the answer makes no sense',
  unavailable: 'the service is down, ending or overloaded',
  internal: 'the server failed',
  login: 'no token, or one that is not valid (any more)',
  name: 'nobody is signed in, and a name is enough',
  subscribe: 'it takes a subscription',
  suspended: 'the account is suspended',
  wait: 'too much at once',
  closed: 'the thread is closed',
  unsupported: 'nobody may do that here',
  forbidden: "not this account's to do, or not from this page's origin",
  'not-found': 'there is no such thing',
  gone: 'there is only a tombstone',
  conflict: 'the id, or the name of a guest, is taken',
  empty: 'the text or the name has nothing that can be seen',
  'too-long': 'the text has more than 10,000 characters, or the name more than 80',
  'too-complex': 'the text is nested too deep, or takes too long to parse',
  'too-large': 'the request as a whole is too large',
  invalid: 'something else in the request is not what it should be',
};

/** Can happen to every call. */
const EVERYWHERE: readonly ErrorCode[] = ['internal', 'unavailable', 'wait'];

/** One way in which calls fail: a status with the codes that it can have. */
interface Failure {
  status: number;
  codes: ErrorCode[];
  isPublic: boolean;
}

/** How a call can fail, by status. */
export function failuresOf(operation: Operation): Failure[] {
  const { token, params, query, headers, body, codes = [] } = operation;
  const isPublic = isPublicRead(operation);
  const found = new Map<number, Set<ErrorCode>>();
  const add = (code: ErrorCode, status = STATUS[code]): void => {
    found.set(status, (found.get(status) ?? new Set()).add(code));
  };
  if (params ?? query ?? headers ?? body) add('invalid', 400);
  if (token !== 'none') add('login');
  if (!isPublic) add('forbidden');
  if (body) {
    add('too-large');
    add('invalid', 415);
    add('invalid');
  }
  add('too-large', 414);
  for (const code of [...codes, ...EVERYWHERE]) add(code);
  return [...found].map(([status, set]) => ({
    status,
    codes: ERROR_CODES.filter((code) => set.has(code)),
    isPublic,
  }));
}

/** Every failure of some calls, as components. */
export function failureComponents(
  operations: readonly Operation[],
): Record<string, ZodOpenApiResponseObject> {
  const failures = operations.flatMap(failuresOf);
  return Object.fromEntries(failures.map((failure) => [nameOf(failure), toResponse(failure)]));
}

/** A call's failures, by name. */
export function failureRefs(operation: Operation): Record<number, oas31.ReferenceObject> {
  return Object.fromEntries(
    failuresOf(operation).map((failure) => [
      failure.status,
      { $ref: `#/components/responses/${nameOf(failure)}` },
    ]),
  );
}

function nameOf({ status, codes, isPublic }: Failure): string {
  return [...(isPublic ? ['public'] : []), status, ...codes].join('.');
}

/** Problem details that hold this status and one of these codes. */
function toResponse({ status, codes, isPublic }: Failure): ZodOpenApiResponseObject {
  return {
    description: `${codes.map((code) => `\`${code}\`: ${MEANINGS[code]}`).join('; ')}.`,
    headers: failureHeaders(status, codes, isPublic),
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              properties: {
                status: { type: 'integer', const: status },
                code: { type: 'string', enum: codes },
              },
            },
          ],
        },
        examples: Object.fromEntries(
          codes.map((code) => [code, { value: exampleOf(status, code) }]),
        ),
      },
    },
  };
}

function exampleOf(status: number, code: ErrorCode): Problem {
  const [first = '', ...rest] = MEANINGS[code];
  return {
    type: 'about:blank',
    title: titleOf(status),
    status,
    detail: `${first.toUpperCase()}${rest.join('')}.`,
    code,
    retryAfter: mayRetry([code]) ? 2 : null,
  };
}
