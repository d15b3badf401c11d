import { createServer, type Server as HttpServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { StartError } from './start-error.js';

/** How long requests under way may take after the server is asked to end. */
const GRACE_MS = 10_000;

export interface Listener {
  url: string;
  close(): Promise<void>;
}

/**
 * Answers HTTP on a port; `0` takes a free one.
 * @throws StartError when the address cannot be had
 */
export async function listen(
  fetch: (request: Request) => Promise<Response>,
  port: number,
  host: string,
): Promise<Listener> {
  const answer = getRequestListener(fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new StartError(describe(error, port, host), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), close: () => close(server) };
}

async function close(server: HttpServer): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await ended;
  clearTimeout(timer);
}

function urlOf(server: HttpServer, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function describe({ code }: NodeJS.ErrnoException, port: number, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} on ${host} is taken by another process.`;
    case 'EACCES':
      return `PORT ${port} on ${host} may not be opened by this user.`;
    default:
      return `HOST ${host} cannot be listened on (${code ?? 'unknown error'}).`;
  }
}
