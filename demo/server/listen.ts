import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';

export type Handler = (request: Request) => Response | Promise<Response>;

export interface Listener {
  /** Who answers from now on; until then everybody is asked to come back. */
  use(handler: Handler): void;
  close(): Promise<void>;
}

/** @throws Error with a `code`, when the port cannot be had */
export async function listen(port: number): Promise<Listener> {
  let handler: Handler = () =>
    new Response('One moment, please.', { status: 503, headers: { 'Retry-After': '5' } });
  const answer = getRequestListener((request) => handler(request));
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return {
    use: (next) => {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
