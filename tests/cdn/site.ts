import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { comment, viewers } from '../support/thread-builders.js';

const FILES = new URL('../../dist/cdn/', import.meta.url);

/** A newspaper, a CDN and a comment server, each of an origin of its own. */
export interface Site {
  news: string;
  cdn: string;
  api: string;
  /** What was asked of the comment server: path and query. */
  calls: string[];
  /** What was asked of the CDN: file names. */
  files: string[];
  /** What stands at `news`; every address of it shows the same. */
  page: { html: string; headers?: Record<string, string> };
  /** What the CDN or the comment server does not answer. */
  fails: (address: string) => boolean;
  /** Forgets what was asked, and what was set. */
  reset(): void;
  close(): Promise<void>;
}

/** The files are at `<cdn>/<any folder>/`, so that two versions can be told apart. */
export async function openSite(): Promise<Site> {
  const none = (): boolean => false;
  const cross = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };

  const news = await serve((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...site.page.headers });
    response.end(site.page.html);
  });
  const cdn = await serve(async ({ url = '' }, response) => {
    const name = new URL(url, 'http://cdn').pathname.split('/').at(-1)!;
    site.files.push(name);
    const content = site.fails(url) ? null : await readFile(new URL(name, FILES)).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'Content-Type': 'text/javascript', ...cross });
    response.end(content);
  });
  const api = await serve(({ method, url = '' }, response) => {
    if (method === 'OPTIONS') {
      response.writeHead(204, { ...cross, 'Access-Control-Allow-Headers': '*' }).end();
      return;
    }
    site.calls.push(url);
    if (site.fails(url)) {
      response.destroy();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json', ...cross });
    response.end(JSON.stringify(answer(new URL(url, 'http://api'))));
  });

  const site: Site = {
    news: news.origin,
    cdn: cdn.origin,
    api: api.origin,
    calls: [],
    files: [],
    page: { html: '' },
    fails: none,
    reset() {
      site.calls = [];
      site.files = [];
      site.fails = none;
    },
    async close() {
      await Promise.all([news.close(), cdn.close(), api.close()]);
    },
  };
  return site;
}

function answer({ pathname, searchParams }: URL): unknown {
  if (pathname.endsWith('/viewer')) return viewers.visitor();
  const around = searchParams.get('around');
  const only = comment(around ?? 1);
  return {
    thread: { key: searchParams.get('thread'), closed: false, revision: 1, total: 1 },
    comments: [only],
    lists: [{ parent: null, ids: [only.id], page: { total: 1, cursor: null } }],
    highlights: [],
    around: around === null ? null : [around],
  };
}

async function serve(
  answer: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>,
): Promise<{ origin: string; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
