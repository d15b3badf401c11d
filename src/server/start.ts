import { readConfig } from './config.js';
import { createAssets } from './node/assets.js';
import { listen } from './node/listen.js';
import { createServer } from './server.js';
import { openStorage } from './storage/open.js';
import type { RunningServer, StartOptions } from './types.js';

/**
 * A whole server as the environment describes it: the API, and the script tag's files under
 * `/dist/cdn/`.
 * @throws StartError one sentence: what is wrong, and where
 */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { env = process.env, onProgress, onError } = options;
  const config = readConfig(env);
  const storage = await openStorage({ ...config.storage, onProgress });
  const server = createServer({ ...config.site, storage, onError });
  const assets = createAssets();
  try {
    const listener = await listen(
      async (request) => (await assets(request)) ?? server.fetch(request),
      config.port,
      config.host,
    );
    return {
      url: listener.url,
      close: async () => {
        await listener.close();
        await server.close();
        await storage.close();
      },
    };
  } catch (error) {
    await server.close();
    await storage.close();
    throw error;
  }
}
