import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What the demo keeps between two starts, in a folder that git does not know. */
export interface DemoState {
  /** Where PGlite keeps its files. */
  database: string;
  /** What the newspaper signs its tokens with. */
  secret: string;
  /** When the article of that address was published, if its discussion has been played. */
  published(article: string): Promise<Date | null>;
  setPublished(article: string, date: Date): Promise<void>;
}

export async function openState(folder: string): Promise<DemoState> {
  await mkdir(folder, { recursive: true });
  const secretFile = join(folder, 'secret');
  await writeFile(secretFile, randomBytes(32).toString('base64url'), {
    flag: 'wx',
    mode: 0o600,
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  const playedFile = join(folder, 'played.json');
  const played = async (): Promise<Record<string, string>> =>
    JSON.parse(await readFile(playedFile, 'utf8').catch(() => '{}')) as Record<string, string>;
  return {
    database: join(folder, 'database'),
    secret: await readFile(secretFile, 'utf8'),
    async published(article) {
      const date = (await played())[article];
      return date === undefined ? null : new Date(date);
    },
    async setPublished(article, date) {
      await writeFile(playedFile, JSON.stringify({ ...(await played()), [article]: date }));
    },
  };
}
