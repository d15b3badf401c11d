import type { RunningServer, Storage } from '../../src/server/index.js';
import { backdate } from './backdate.js';
import { datesOf, type DemoDiscussion } from './content.js';
import { callTheHour } from './crier.js';
import type { Listener } from './listen.js';
import { createNewspaper } from './newspaper.js';
import { entryId, planOf, play } from './seed.js';
import type { Ask } from './sender.js';
import { openServices, type Services } from './services.js';
import { openState, type DemoState } from './state.js';
import { signer } from './tokens.js';

export interface DemoOptions {
  /** Where all is kept between two starts. */
  folder: string;
  /** Who answers for the newspaper; it does so once everything is played. */
  news: Listener;
  newsPort: number;
  apiPort: number;
  /** Those that are played where they are not yet; the first one leads the newspaper. */
  discussions: readonly DemoDiscussion[];
  say: (message: string) => void;
  /** Told how much of what has to be played is done. */
  onProgress: (done: number, total: number) => void;
}

/** What can be told in one sentence to whoever started it. */
export class DemoError extends Error {}

/** The comments servers, on one database. */
interface Comments {
  services: Services;
  close(): Promise<void>;
}

export interface Demo {
  origin: string;
  api: string;
  /** Plays what is missing, and opens the newspaper. */
  start(): Promise<void>;
  /** At any time: the next start goes on where this one ends. */
  close(): Promise<void>;
}

export function createDemo(options: DemoOptions): Demo {
  const { folder, news, newsPort, apiPort, discussions, say, onProgress } = options;
  const origin = `http://localhost:${newsPort}`;
  const api = `http://localhost:${apiPort}`;
  const origins = [origin, `http://127.0.0.1:${newsPort}`];
  const addressOf = ({ article }: DemoDiscussion): string => origin + article.path;
  let comments: Comments | undefined;

  const serve = async (state: DemoState): Promise<Services> => {
    comments = await openComments({ ...state, apiPort, origins, say });
    return comments.services;
  };
  const playMissing = async (state: DemoState, services: Services): Promise<Services> => {
    const sign = signer(state.secret);
    const village: Ask = (request) => services.village.fetch(request);
    const missing: DemoDiscussion[] = [];
    for (const discussion of discussions) {
      if (!(await state.published(addressOf(discussion)))) missing.push(discussion);
    }
    if (missing.length === 0) return services;
    const plans = missing.map((discussion) =>
      planOf({ api, village, article: addressOf(discussion), discussion, sign }),
    );
    await play(plans, onProgress);
    await comments?.close();
    await dateBack(state, missing, addressOf);
    return serve(state);
  };

  return {
    origin,
    api,
    async start() {
      const state = await openState(folder).catch((error: Error) => {
        throw new DemoError(`The folder ${folder} cannot be used: ${error.message}.`);
      });
      const services = await playMissing(state, await serve(state));
      const published = new Map<string, Date>();
      for (const discussion of discussions) {
        const date = await state.published(addressOf(discussion));
        published.set(discussion.article.path, date!);
      }
      const sign = signer(state.secret);
      const { path } = discussions[0]!.article;
      const article = { path, published: published.get(path)! };
      const paper = await createNewspaper({ origin, api, sign, article, published, services });
      news.use((request) => paper.fetch(request));
      await callTheHour({ origin, api, sign });
    },
    close: async () => void (await Promise.allSettled([news.close(), comments?.close()])),
  };
}

/** Gives what was played its dates, and remembers that it was. */
async function dateBack(
  state: DemoState,
  discussions: readonly DemoDiscussion[],
  addressOf: (discussion: DemoDiscussion) => string,
): Promise<void> {
  const dates = discussions.map((discussion) => {
    const { minutesAgo } = discussion.article.published;
    const published = new Date(Date.now() - minutesAgo * 60_000);
    const article = addressOf(discussion);
    return {
      article,
      published,
      ofAll: datesOf(discussion, published, (id) => entryId(article, id)),
    };
  });
  await backdate(state.database, new Map(dates.flatMap(({ ofAll }) => [...ofAll])));
  for (const { article, published } of dates) await state.setPublished(article, published);
}

async function openComments(options: {
  database: string;
  secret: string;
  apiPort: number;
  origins: readonly string[];
  say: (message: string) => void;
}): Promise<Comments> {
  const { database, secret, apiPort, origins, say } = options;
  const { createServer, openStorage, startServer } = await built();
  const storage: Storage = await openStorage({ data: database, onProgress: say });
  let running: RunningServer;
  try {
    running = await startServer({
      env: {
        PORT: String(apiPort),
        PALABRE_JWT_SECRET: secret,
        PALABRE_ORIGINS: origins.join(),
        // The discussions are played by few readers, each of whom writes much at once.
        PALABRE_LIMITS: 'off',
      },
      storage,
      onError: (message) => console.error(message),
    });
  } catch (error) {
    await storage.close();
    throw error;
  }
  const services = openServices(createServer, { storage, secret, origins });
  return {
    services,
    async close() {
      await running.close();
      for (const service of Object.values(services)) await service.close();
      await storage.close();
    },
  };
}

/** The server as it is shipped. */
function built(): Promise<typeof import('../../src/server/index.js')> {
  const url = new URL('../../dist/server/index.js', import.meta.url).href;
  return import(url) as Promise<typeof import('../../src/server/index.js')>;
}
