import type { RunningServer } from '../src/server/index.js';
import { backdate } from './server/backdate.js';
import { datesOf, readDiscussion } from './server/content.js';
import { listen, type Listener } from './server/listen.js';
import { createNewspaper } from './server/newspaper.js';
import { progressOf } from './server/progress.js';
import { entryId, seed } from './server/seed.js';
import { openState, type DemoState } from './server/state.js';
import { signer } from './server/tokens.js';

/*
 * The built server, and on another origin a newspaper with an article whose discussion the first
 * start plays. What readers write stays until the folder is deleted.
 */

const FOLDER = 'data/demo';

/** What can be told in one sentence to whoever started this. */
class DemoError extends Error {}

let server: RunningServer | undefined;
let news: Listener | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));

start().catch((error: Error) => {
  console.error(error instanceof DemoError || error.name === 'StartError' ? error.message : error);
  void end(1);
});

async function start(): Promise<void> {
  const apiPort = portFrom('PORT', 8787);
  const newsPort = portFrom('NEWS_PORT', 8080);
  const api = `http://localhost:${apiPort}`;
  const origin = `http://localhost:${newsPort}`;
  const discussion = await readDiscussion();
  const { path } = discussion.article;
  const article = origin + path;

  // Taken before anything is written, so that a second start ends here.
  news = await listen(newsPort).catch((error: NodeJS.ErrnoException) => {
    throw new DemoError(
      error.code === 'EADDRINUSE'
        ? `Port ${newsPort} is taken; NEWS_PORT names another one.`
        : `Port ${newsPort} cannot be opened: ${error.message}.`,
    );
  });
  const state = await openState(FOLDER).catch((error: Error) => {
    throw new DemoError(`The folder ${FOLDER} cannot be used: ${error.message}.`);
  });
  const sign = signer(state.secret);
  const serve = (): Promise<RunningServer> =>
    startServer(state, apiPort, [origin, `http://127.0.0.1:${newsPort}`]);

  server = await serve();
  let published = await state.published(article);
  if (!published) {
    const onProgress = progressOf('Playing the discussion under the article');
    await seed({ api, article, discussion, sign, onProgress });
    await server.close();
    published = new Date(Date.now() - discussion.article.published.minutesAgo * 60_000);
    await backdate(
      state.database,
      datesOf(discussion, published, (id) => entryId(article, id)),
    );
    await state.setPublished(article, published);
    server = await serve();
  }
  const newspaper = await createNewspaper({ origin, api, sign, article: { path, published } });
  news.use((request) => newspaper.fetch(request));
  console.log(`\nOpen ${article} (Ctrl+C ends the demo)`);
}

async function startServer(
  { database, secret }: DemoState,
  port: number,
  origins: string[],
): Promise<RunningServer> {
  const built = new URL('../dist/server/index.js', import.meta.url).href;
  const { startServer: start } = (await import(built)) as typeof import('../src/server/index.js');
  return start({
    env: {
      PORT: String(port),
      PALABRE_DATA: database,
      PALABRE_JWT_SECRET: secret,
      PALABRE_ORIGINS: origins.join(),
      // The discussion is played by few readers, each of whom writes much at once.
      PALABRE_LIMITS: 'off',
    },
    onProgress: (message) => console.log(message),
    onError: (message) => console.error(message),
  });
}

function portFrom(name: string, otherwise: number): number {
  const text = process.env[name] || String(otherwise);
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  throw new DemoError(`${name} must be a port from 1 to 65535, not "${text}".`);
}

/** What is under way is not waited for: the next start goes on where this one ends. */
async function end(code: number): Promise<void> {
  await Promise.allSettled([news?.close(), server?.close()]);
  process.exit(code);
}
