import { createHash } from 'node:crypto';
import type { StorageState } from '../storage/state.js';
import { createNotifyNews } from './notify.js';

/** How the servers of one database tell each other which threads changed. */
export interface News {
  /** From now on others are heard. */
  start(): void;
  tell(key: string): void;
  /** Milliseconds after which to look for oneself, since something may not have been heard. */
  lookEvery(): number;
  /** From now on nobody is heard. */
  close(): Promise<void>;
}

export interface Hearing {
  /** Another server changed a thread; its revision where it is known. */
  onChange: (id: string, revision: number | null) => void;
  /** Until now something may have been missed. */
  onGap: () => void;
  onNotice: (message: string) => void;
}

/** What a thread is called among servers: of one length, and nothing that was written. */
export function threadId(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export function createNews({ pool, hearers }: StorageState, hearing: Hearing): News {
  return pool === null ? createLocalNews(hearers, hearing) : createNotifyNews(pool, hearing);
}

/** Between the servers of this process, since nobody else can write into its database. */
function createLocalNews(hearers: StorageState['hearers'], { onChange }: Hearing): News {
  const hear = (id: string): void => onChange(id, null);
  hearers.add(hear);
  return {
    start() {},
    tell(key) {
      for (const other of hearers) if (other !== hear) other(threadId(key));
    },
    lookEvery: () => Infinity,
    close() {
      hearers.delete(hear);
      return Promise.resolve();
    },
  };
}
