import { randomUUID } from 'node:crypto';
import type { OpenDatabase } from '../storage/state.js';
import type { Hearing, News } from './news.js';
import { createEar } from './ear.js';

export const CHANNEL = 'palabre';

/** Milliseconds: with nothing heard, a look stands in; with all heard, it covers what got lost. */
const DEAF_LOOK_MS = 2_000;
const HEARD_LOOK_MS = 30_000;

/** The id is {@link threadId}'s: a key could be longer than a notification may be. */
const TELL = `
  select pg_notify('${CHANNEL}', concat_ws(
    ' ', encode(sha256(convert_to(key, 'UTF8')), 'hex'), revision, $2::text))
  from threads where key = any($1)`;

const CHANGE = /^([\da-f]{64}) (\d+) (\S+)$/;

/**
 * Through PostgreSQL's LISTEN and NOTIFY. Where there is no session to listen in, as behind a pooler
 * that shares connections between transactions, servers look for themselves.
 */
export function createNotifyNews(
  { client, listen }: NonNullable<OpenDatabase['pool']>,
  { onChange, onGap, onNotice }: Hearing,
): News {
  const untold = new Set<string>();
  let isTelling = false;
  /** Which of the servers this is. */
  const self = randomUUID();

  const ear = createEar({
    open: (onMessage, onLost) => listen(CHANNEL, onMessage, onLost),
    probe: `probe ${self}`,
    send: (text) => client.query({ text: `select pg_notify('${CHANNEL}', $1)`, values: [text] }),
    onMessage(text) {
      const [, id, revision, server] = CHANGE.exec(text) ?? [];
      if (id !== undefined && server !== self) onChange(id, Number(revision));
    },
    onHeard: onGap,
    onNotice,
  });

  /** What changes while one message is on its way goes with the next one. */
  async function tellAll(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    while (untold.size > 0) {
      const values = [[...untold], self];
      untold.clear();
      // Whoever does not hear of it will look.
      await client.query({ text: TELL, values }).catch(() => undefined);
    }
    isTelling = false;
  }

  return {
    start: () => ear.start(),
    tell(key) {
      untold.add(key);
      void tellAll();
    },
    lookEvery: () => (ear.hears() ? HEARD_LOOK_MS : DEAF_LOOK_MS),
    close: () => ear.close(),
  };
}
