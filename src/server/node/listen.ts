import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { getRequestListener, RequestError } from '@hono/node-server';
import { clientAddress } from '../limits/address.js';
import { BadRequest, problemResponse } from '../problems.js';
import { EVENTS_TYPE } from '../respond.js';
import type { FetchOptions } from '../types.js';
import { answerMalformed } from './malformed.js';
import { StartError } from './start-error.js';

/** Milliseconds. */
export interface HttpTimes {
  /** In which a request's headers must have come… */
  headers: number;
  /** …and all of it. */
  request: number;
  /** For which a connection stays open without a request: longer than most proxies keep theirs. */
  keepAlive: number;
  /** For which a client may take nothing of its answer. */
  idle: number;
  /** For which requests under way may go on after the server is asked to end. */
  grace: number;
}

const TIMES: HttpTimes = {
  headers: 10_000,
  request: 30_000,
  keepAlive: 65_000,
  idle: 60_000,
  grace: 10_000,
};

/** Bytes of a request's first line and headers together. */
const MAX_HEADER_SIZE = 32 * 1_024;

const MAX_HEADERS = 200;

export interface ListenOptions {
  port: number;
  host: string;
  /** The settings that these came from, for messages. */
  names?: { port: string; host: string };
  /** Proxies in front that append to `X-Forwarded-For`. */
  trustedProxies?: number;
  times?: Partial<HttpTimes>;
  /** Whether the process's global `Request` and `Response` may be replaced by quicker ones. */
  ownProcess?: boolean;
  /** Told once, when a header says that there are proxies that nobody told us of. */
  onUntoldProxy?: () => void;
  /** Told of what never became a request. */
  onMalformed?: (status: number) => void;
  onError?: (message: string) => void;
}

export interface Listener {
  url: string;
  /**
   * Takes no new connections, lets requests under way finish, and answers what still comes on
   * connections that are open. Whatever is not done in time is cut off.
   */
  close(): Promise<void>;
}

type Handler = (request: Request, options: FetchOptions) => Promise<Response>;

/**
 * Answers HTTP on a port; `0` takes a free one.
 * @throws StartError when the address cannot be had
 */
export async function listen(handler: Handler, options: ListenOptions): Promise<Listener> {
  const { port, host, names = { port: 'PORT', host: 'HOST' }, onError } = options;
  const { ownProcess = false } = options;
  const times = { ...TIMES, ...options.times };
  const addressOf = addresses(options);
  const answer = getRequestListener(
    async (request, bindings) => {
      const incoming = bindings.incoming as IncomingMessage;
      return paced(await handler(request, { address: addressOf(incoming) }), incoming);
    },
    {
      overrideGlobalObjects: ownProcess,
      errorHandler: (error) => {
        if (error instanceof RequestError) {
          return problemResponse(new BadRequest('The request makes no sense.'));
        }
        onError?.(`An answer could not be made: ${String((error as Error).stack)}`);
        return new Response(null, { status: 500 });
      },
    },
  );
  const server = createServer({
    maxHeaderSize: MAX_HEADER_SIZE,
    headersTimeout: times.headers,
    requestTimeout: times.request,
    keepAliveTimeout: times.keepAlive,
    connectionsCheckingInterval: Math.min(1_000, times.headers / 2),
  });
  server.maxHeadersCount = MAX_HEADERS;
  server.timeout = times.idle;
  const end = ending(server, times.grace);
  server.on('request', (request, response) => void answer(request, response));
  server.on('clientError', answerMalformed(options.onMalformed));
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = describe(error, port, host, names);
      reject(new StartError(message, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return { url: urlOf(server, host), close: end };
}

/**
 * Events go out as they are taken: of an answer that does not say how it is sent, the adapter would
 * take several at once and hold them. HTTP/1.0 knows no other way.
 */
function paced(response: Response, { httpVersion }: IncomingMessage): Response {
  if (response.headers.get('Content-Type') === EVENTS_TYPE && httpVersion !== '1.0') {
    response.headers.set('Transfer-Encoding', 'chunked');
  }
  return response;
}

/** Connections without a request under way are ended at once, the others after their answer. */
function ending(server: HttpServer, grace: number): () => Promise<void> {
  const open = new Set<{ headersSent: boolean; setHeader(name: string, value: string): unknown }>();
  let isEnding = false;
  server.on('request', (_request, response) => {
    open.add(response);
    if (isEnding) response.setHeader('Connection', 'close');
    response.once('close', () => {
      open.delete(response);
      // A connection counts as idle only after this event.
      if (isEnding) setImmediate(() => server.closeIdleConnections());
    });
  });
  return async () => {
    isEnding = true;
    const ended = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const response of open) {
      if (!response.headersSent) response.setHeader('Connection', 'close');
    }
    server.closeIdleConnections();
    const timer = setTimeout(() => server.closeAllConnections(), grace);
    await ended;
    clearTimeout(timer);
  };
}

function addresses(options: ListenOptions): (request: IncomingMessage) => string | null {
  const { trustedProxies = 0, onUntoldProxy } = options;
  let isTold = false;
  return ({ socket, headers }) => {
    const forwarded = headers['x-forwarded-for'];
    const text = Array.isArray(forwarded) ? forwarded.join() : forwarded;
    if (text !== undefined && trustedProxies === 0 && !isTold) {
      isTold = true;
      onUntoldProxy?.();
    }
    return clientAddress(socket.remoteAddress, text, trustedProxies);
  };
}

function urlOf(server: HttpServer, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function describe(
  { code }: NodeJS.ErrnoException,
  port: number,
  host: string,
  names: { port: string; host: string },
): string {
  switch (code) {
    case 'EADDRINUSE':
      return `${names.port} ${port} on ${host} is taken by another process.`;
    case 'EACCES':
      return `${names.port} ${port} on ${host} may not be opened by this user.`;
    default:
      return `${names.host} ${host} cannot be listened on (${code ?? 'unknown error'}).`;
  }
}
