import type { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiOverride,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problemSchema } from '../../wire/problem.js';
import { packageVersion } from '../node/packaged.js';
import { failureComponents, failureRefs } from './failures.js';
import { HEADERS } from './headers.js';
import { TAGS, type Operation } from './operation.js';
import { OPERATIONS } from './operations.js';

const DESCRIPTION = `Reader discussions for news pages: the reference protocol of Palabre.

**Two halves.** What is the same for everybody (a thread, its lists, its changes, live or not, counts, the
latest comments, feeds) takes no token, may be read by any page and kept by any CDN. What concerns one reader, and
every write, takes the reader's token and, from a page, one of the origins that the site allows
(\`PALABRE_ORIGINS\`); a preflight (OPTIONS) answers 204 to those and 403 to others.

**Who.** \`Authorization: Bearer\` with a JWT that the newspaper's own login signs. Claims: \`sub\` and
\`exp\` (required), \`name\` (without it one only reads), \`picture\`, \`subscriber\`, \`roles\`
(\`moderator\`, \`staff\`, \`admin\`), \`badges\`, \`iat\`, \`nbf\`, \`thread\` (\`{key, title}\`: the
article's confirmed title). Whether comments and votes take a subscription is the site's choice; the
viewer says for each action yes, or the reason why not.

**Writes are idempotent.** Ids are made by the client; sending a write twice is the same as once.

**Failures** are problem details (RFC 9457) with a code of a closed list and \`retryAfter\`. An
unknown address answers 404 with \`not-found\`; a known one with a method that it does not have, 405
with \`unsupported\` and \`Allow\`. HEAD answers as GET does, without the body.`;

/** The API as an OpenAPI 3.1 document, made of the schemas by which requests are checked. */
export function createOpenApi(): ReturnType<typeof createDocument> {
  return createDocument(
    {
      openapi: '3.1.1',
      info: {
        title: 'Palabre',
        version: packageVersion(),
        description: DESCRIPTION,
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: '/' }],
      tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
      paths: toPaths(),
      components: {
        schemas: { Problem: problemSchema },
        headers: HEADERS,
        responses: failureComponents(OPERATIONS),
        securitySchemes: {
          bearer: {
            type: 'http',
            scheme: 'bearer',
            bearerFormat: 'JWT',
            description: "Signed by the newspaper's own login.",
          },
        },
      },
    },
    { override },
  );
}

/** JSON Schema's `uri` is RFC 3986's; ours are those of the URL Standard, which allows more. */
const override: ZodOpenApiOverride = ({ jsonSchema, zodSchema }) => {
  const { format, protocol } = zodSchema._zod.def as z.core.$ZodURLDef;
  if (format !== 'url') return;
  delete jsonSchema.format;
  jsonSchema.pattern = `^${protocol?.source.replace(/^\^|\$$/g, '') ?? '[a-z][a-z0-9+.-]*'}:`;
};

function toPaths(): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of OPERATIONS) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: toOperation(operation),
    };
  }
  return paths;
}

function toOperation(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query, headers, body } = operation;
  const requestParams = {
    ...(params && { path: params }),
    ...(query && { query }),
    ...(headers && { header: headers }),
  };
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    security: securityOf(operation),
    ...(params || query || headers ? { requestParams } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': body } } } : {}),
    responses: { ...toResponses(operation), ...failureRefs(operation) },
  };
}

function securityOf({ token }: Operation): Record<string, string[]>[] {
  if (token === 'none') return [];
  return token === 'optional' ? [{}, { bearer: [] }] : [{ bearer: [] }];
}

function toResponses({ answers }: Operation): ZodOpenApiResponsesObject {
  const responses: ZodOpenApiResponsesObject = {};
  for (const [
    status,
    { description, headers, content, type = 'application/json' },
  ] of Object.entries(answers)) {
    responses[status as '200'] = {
      description,
      headers,
      ...(content ? { content: { [type]: content } } : {}),
    };
  }
  return responses;
}
