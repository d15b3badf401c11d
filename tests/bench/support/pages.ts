import { readFile } from 'node:fs/promises';
import { brotliCompressSync, constants } from 'node:zlib';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { createAssets } from '../../../src/server/node/assets.js';
import { freePort } from '../../support/processes.js';
import { viewers } from '../../support/thread-builders.js';
import type { Comment } from '../../../src/model/comment.js';
import type { ThreadChanges, ThreadPage } from '../../../src/model/thread.js';
import { bigThread, firstPage } from './big-thread.js';

export const KINDS = ['by hand', 'palabre'] as const;
export type Kind = (typeof KINDS)[number];

/** How much of a thread is in the first answer. */
export type Part = 'page' | 'whole';

/** Comments of a page that is not the whole thread. */
export const PAGE = 100;

/** A newspaper and a comment server, on two origins, that answer from memory. */
export interface Pages {
  /** An article whose thread has `size` comments; `signedIn`: the reader may vote. */
  url(kind: Kind, size: number, part: Part, signedIn?: boolean): string;
  /** Tells those who read a whole thread what has changed; from now on it is as in `page`. */
  happen(size: number, changes: ThreadChanges, page: ThreadPage): void;
  /** Whether somebody reads it who would hear. */
  isFollowed(size: number): boolean;
  close(): void;
}

/** A thread as it is handed out, and those who follow it. */
interface Served {
  body: Uint8Array<ArrayBuffer>;
  page: ThreadPage;
  followers: Set<ReadableStreamDefaultController<Uint8Array>>;
}

/** The comment server hands out threads of these sizes, compressed once. */
export async function openPages(sizes: readonly number[]): Promise<Pages> {
  const [newsPort, apiPort] = [await freePort(), await freePort()];
  const api = `http://localhost:${apiPort}`;
  const threads = serveThreads(sizes);
  const servers = [
    await listen(await commentServer(threads), apiPort),
    await listen(newspaper(api), newsPort),
  ];
  return {
    url: (kind, size, part, signedIn = false) =>
      `http://localhost:${newsPort}/${kind === 'palabre' ? 'palabre' : 'hand'}/${part}-${size}` +
      (signedIn ? '?signed-in' : ''),
    happen(size, changes, page) {
      const served = threads.get(`whole-${size}`)!;
      Object.assign(served, { page, body: compress(JSON.stringify(page)) });
      const event = `id: ${changes.revision}\nevent: changes\ndata: ${JSON.stringify(changes)}\n\n`;
      for (const follower of served.followers) follower.enqueue(new TextEncoder().encode(event));
    },
    isFollowed: (size) => threads.get(`whole-${size}`)!.followers.size > 0,
    close: () =>
      servers.forEach((server) => {
        server.close();
        // Live events never end by themselves.
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function listen(app: Hono, port: number): Promise<ServerType> {
  return new Promise((resolve) => {
    const server: ServerType = serve({ fetch: app.fetch, port }, () => resolve(server));
  });
}

function serveThreads(sizes: readonly number[]): Map<string, Served> {
  const served = (page: ThreadPage): Served => ({
    body: compress(JSON.stringify(page)),
    page,
    followers: new Set(),
  });
  return new Map(
    sizes.flatMap((size) => {
      const whole = bigThread(String(size), size);
      return [
        [`whole-${size}`, served(whole)],
        [`page-${size}`, served(firstPage(whole, PAGE))],
      ] as const;
    }),
  );
}

async function commentServer(threads: Map<string, Served>): Promise<Hono> {
  const assets = createAssets();
  const byHand = await readFile(new URL('by-hand.js', import.meta.url));
  const recordOf = (id: string): Comment | undefined =>
    [...threads.values()]
      .flatMap(({ page }) => page.comments)
      .find((candidate) => candidate.id === id);
  const headers = {
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Allow-Headers': 'Authorization, Content-Type',
    'Access-Control-Allow-Methods': 'GET, PUT',
    'Timing-Allow-Origin': '*',
  };
  const json = { ...headers, 'Content-Type': 'application/json' };
  return new Hono()
    .options('*', (c) => c.body(null, 204, headers))
    .get('/by-hand.js', (c) =>
      c.body(byHand, 200, { ...headers, 'Content-Type': 'text/javascript' }),
    )
    .get('/dist/cdn/*', async (c) => (await assets(c.req.raw)) ?? c.notFound())
    .get('/v1/thread', (c) => {
      const thread = threads.get(c.req.query('thread') ?? '');
      const coded = { ...json, 'Content-Encoding': 'br' };
      return thread ? c.body(thread.body, 200, coded) : c.notFound();
    })
    .get('/v1/changes', (c) => {
      const served = threads.get(c.req.query('thread') ?? '');
      if (!served) return c.notFound();
      const { thread } = served.page;
      return c.json({ thread, comments: [], revision: thread.revision, more: false }, 200, headers);
    })
    .get('/v1/events', (c) => {
      const served = threads.get(c.req.query('thread') ?? '');
      if (!served) return c.notFound();
      const { followers } = served;
      let own: ReadableStreamDefaultController<Uint8Array>;
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          followers.add((own = controller));
          own.enqueue(new TextEncoder().encode(':\n\n'));
        },
        cancel: () => void followers.delete(own),
      });
      return c.body(stream, 200, { ...headers, 'Content-Type': 'text/event-stream' });
    })
    .get('/v1/viewer', (c) => {
      const isSignedIn = c.req.header('Authorization') !== undefined;
      return c.json(isSignedIn ? viewers.subscriber() : viewers.visitor(), 200, headers);
    })
    .put('/v1/comments/:id/vote', (c) => {
      const record = recordOf(c.req.param('id'));
      return c.json({ ...record, revision: 1e6, votes: { up: 100, down: 0 } }, 200, headers);
    });
}

function compress(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  );
}

function newspaper(api: string): Hono {
  const page = (script: string, thread: string): string => `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Un article</title>
<style>body { max-width: 42rem; margin: auto; padding: 1rem; font: 1.125rem/1.5 serif }</style>
<script>window.wanted = ${thread.startsWith('page') ? PAGE : thread.split('-')[1]}</script>
<h1>Un article</h1>
<p>${'Le guichet est muré, la marche est toujours là. '.repeat(4)}</p>
${script}
<footer>Pied de page</footer>`;
  return new Hono()
    .get('/token', (c) => c.json({ token: 'any' }))
    .get('/hand/:thread', (c) => {
      const { thread } = c.req.param();
      const tag = `<script async crossorigin src="${api}/by-hand.js" data-backend="${api}" data-thread="${thread}"></script>`;
      return c.html(page(tag, thread));
    })
    .get('/palabre/:thread', (c) => {
      const { thread } = c.req.param();
      const token = c.req.query('signed-in') === undefined ? '' : 'data-token-url="/token"';
      const tag = `<script async crossorigin src="${api}/dist/cdn/palabre.js" data-backend="${api}" data-thread="${thread}" data-page-size="100" ${token}></script>`;
      return c.html(page(tag, thread));
    });
}
