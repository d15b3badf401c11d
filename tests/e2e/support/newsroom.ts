import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { createNewspaper } from '../../../demo/server/newspaper.js';
import type { Role } from '../../../demo/server/roles.js';
import { signer, type Person, type Sign } from '../../../demo/server/tokens.js';
import { newId } from '../../../src/model/new-id.js';
import type { RunningServer } from '../../../src/server/index.js';
import { freePort } from '../../support/processes.js';
import '../../support/quick-pglite.js';
import { openSlowServer } from './slow-server.js';

const SECRET = 'a secret of the tests, long enough';
const PATH = '/articles/orvenay-guichet';

/** The demo's newspaper and the built comment server, on two origins, with nothing written yet. */
export interface Newsroom {
  origin: string;
  article: string;
  api: string;
  sign: Sign;
  /** Writes a comment as somebody else, through the API; answers its id. */
  write(person: Person, source: string, parent?: string | null): Promise<string>;
  send(method: string, path: string, person: Person, body?: object): Promise<Response>;
  /** What a slow comment server was asked by the page, as "PUT /v1/…", until the list is emptied. */
  asked: string[];
  /** What a slow comment server has answered to the page, with each body's bytes. */
  sent: { path: string; bytes: number }[];
  /** Sets by how many milliseconds answers of a slow comment server come later. */
  setDelay(milliseconds: number): void;
  /** Takes the comment server away, and brings it back with what it had. */
  stopComments(): Promise<void>;
  startComments(): Promise<void>;
  close(): Promise<void>;
}

export const ROLE_COOKIE = (role: Role, origin: string) => ({
  name: 'role',
  value: role,
  domain: new URL(origin).hostname,
  path: '/',
});

/**
 * @param settings more of the comment server's environment variables
 * @param keeps whether its database outlives `stopComments`; one in memory is there sooner
 * @param delay milliseconds by which its answers to the page come later
 */
export async function openNewsroom(
  settings: Record<string, string> = {},
  keeps = false,
  delay = 0,
): Promise<Newsroom> {
  const folder = await mkdtemp(join(tmpdir(), 'palabre-e2e-'));
  const [newsPort, ownPort] = [await freePort(), await freePort()];
  const slow = delay ? await openSlowServer(ownPort, delay) : null;
  const apiPort = slow?.port ?? ownPort;
  const origin = `http://localhost:${newsPort}`;
  const api = `http://localhost:${apiPort}`;
  const article = origin + PATH;
  const sign = signer(SECRET);
  let comments: RunningServer | null = null;

  const startComments = async (): Promise<void> => {
    const built = new URL('../../../dist/server/index.js', import.meta.url).href;
    const { startServer } = (await import(built)) as typeof import('../../../src/server/index.js');
    comments = await startServer({
      env: {
        PORT: String(ownPort),
        HOST: 'localhost',
        PALABRE_DATA: keeps ? join(folder, 'database') : 'memory://',
        PALABRE_JWT_SECRET: SECRET,
        PALABRE_ORIGINS: origin,
        PALABRE_LIMITS: 'off',
        ...settings,
      },
    });
  };
  const stopComments = async (): Promise<void> => {
    await comments?.close();
    comments = null;
  };
  const send: Newsroom['send'] = async (method, path, person, body) => {
    const response = await fetch(`http://localhost:${ownPort}/v1/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${await sign(person)}`,
        'Content-Type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  };

  await startComments();
  const paper = await createNewspaper({
    origin,
    api,
    sign,
    article: { path: PATH, published: new Date() },
  });
  const news = serve({ fetch: paper.fetch, port: newsPort, hostname: 'localhost' });

  return {
    origin,
    article,
    api,
    sign,
    send,
    asked: slow?.asked ?? [],
    sent: slow?.sent ?? [],
    setDelay(milliseconds) {
      if (slow) slow.delay = milliseconds;
    },
    startComments,
    stopComments,
    async write(person, source, parent = null) {
      const id = newId();
      const thread = { key: article, url: article, title: 'Au guichet' };
      await send('PUT', `comments/${id}`, person, { thread, parent, source });
      return id;
    },
    async close() {
      news.close();
      slow?.close();
      await stopComments();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
