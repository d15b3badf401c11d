import { Hono } from 'hono';
import { createOpenApi } from '../openapi/document.js';
import { respondPublic } from '../respond.js';
import { toSnapshot, type Snapshot } from '../snapshot.js';

/** The API's own description; made when somebody asks for it. */
export function openApiRoutes(): Hono {
  let snapshot: Snapshot | undefined;
  return new Hono().get('/openapi.json', (c) =>
    respondPublic(c, { snapshot: (snapshot ??= toSnapshot(createOpenApi())), stale: null }),
  );
}
