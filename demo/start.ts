import { readDiscussion, readShortDiscussions } from './server/content.js';
import { createDemo, DemoError, type Demo } from './server/demo.js';
import { listen } from './server/listen.js';
import { progressOf } from './server/progress.js';

/*
 * The built server, and on another origin a newspaper whose discussions the first start plays. What
 * readers write stays until the folder is deleted.
 */

const FOLDER = 'data/demo';

let demo: Demo | undefined;

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));

start().catch((error: Error) => {
  console.error(error instanceof DemoError || error.name === 'StartError' ? error.message : error);
  void end(1);
});

async function start(): Promise<void> {
  const apiPort = portFrom('PORT', 8787);
  const newsPort = portFrom('NEWS_PORT', 8080);
  const leading = await readDiscussion();
  const discussions = [leading, ...(await readShortDiscussions())];
  // Taken before anything is written, so that a second start ends here.
  const news = await listen(newsPort).catch((error: NodeJS.ErrnoException) => {
    throw new DemoError(
      error.code === 'EADDRINUSE'
        ? `Port ${newsPort} is taken; NEWS_PORT names another one.`
        : `Port ${newsPort} cannot be opened: ${error.message}.`,
    );
  });
  const onProgress = progressOf('Playing the discussions');
  const say = (message: string): void => console.log(message);
  demo = createDemo({ folder: FOLDER, news, newsPort, apiPort, discussions, say, onProgress });
  await demo.start();
  console.log(`\nOpen ${demo.origin}/ (Ctrl+C ends the demo)`);
  console.log(`The article with a long discussion: ${demo.origin}${leading.article.path}`);
}

function portFrom(name: string, otherwise: number): number {
  const text = process.env[name] || String(otherwise);
  if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) < 65_536) return Number(text);
  throw new DemoError(`${name} must be a port from 1 to 65535, not "${text}".`);
}

/** What is under way is not waited for: the next start goes on where this one ends. */
async function end(code: number): Promise<void> {
  await demo?.close();
  process.exit(code);
}
