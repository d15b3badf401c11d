import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { MemoryBackend } from '../../../src/backend/adapters/memory.js';
import type { ThreadChanges } from '../../../src/model/thread.js';
import { broken, isTombstone, pause, pendingIn, type Broken } from './broken.js';

type Event = (event: ThreadChanges) => ThreadChanges | null;

/** A backend whose events are others; `null` for none. */
function telling(event: Event): (whole: MemoryBackend) => Partial<CommentsBackend> {
  return (whole) => ({
    subscribe: (key, since, hear, options) => {
      const hearOther = (changes: ThreadChanges): void => {
        const other = event(changes);
        if (other) hear(other);
      };
      return whole.subscribe(key, since, hearOther, options);
    },
  });
}

/** Looks for more to tell for as long as a subscription lasts. */
async function keepLooking(
  signal: AbortSignal | undefined,
  look: () => Promise<void>,
): Promise<void> {
  for (; signal && !signal.aborted; await pause(5)) await look();
}

export const SUBSCRIBING: Broken[] = [
  broken(
    'rule 6',
    'tells of no withdrawal',
    'whoever subscribes is told of every change',
    telling((changes) => ({
      ...changes,
      comments: changes.comments.filter((it) => !isTombstone(it)),
    })),
  ),
  broken(
    'rule 6',
    'tells what is not in the contract',
    'whoever subscribes is told of every change',
    telling((changes) => ({ ...changes, revision: `${changes.revision}` as never })),
  ),
  broken(
    'rule 6',
    'tells the same twice',
    'whoever subscribes is told of every change',
    (whole) => ({
      subscribe: (key, since, hear, options) => {
        const hearTwice = (changes: ThreadChanges): void => [changes, changes].forEach(hear);
        return whole.subscribe(key, since, hearTwice, options);
      },
    }),
  ),
  broken(
    'rule 6',
    'tells only what happens from now on',
    'a subscription begins with what was missed',
    (whole) => ({
      async subscribe(key, _, hear, options) {
        const now = await whole.loadThread({ key, sort: 'newest', limit: 1 }, {});
        return whole.subscribe(key, now.thread.revision, hear, options);
      },
    }),
  ),
  broken(
    'rule 6',
    'leaves the last one out where several came together',
    'no change slips a subscription while many write at once',
    telling((changes) => ({
      ...changes,
      comments: changes.comments.length > 1 ? changes.comments.slice(0, -1) : changes.comments,
    })),
  ),
  broken(
    'rule 6',
    'tells comments alone',
    'closing is told',
    telling((changes) => (changes.comments.length > 0 ? changes : null)),
  ),
  broken(
    'rule 6',
    'tells of every thread',
    'only changes of the thread are told, and nothing else happens',
    (whole) => ({
      async subscribe(key, since, hear, options) {
        const known = new Set(whole.state.threads.keys()).add(key);
        void keepLooking(options.signal, async () => {
          for (const other of whole.state.threads.keys()) {
            if (known.has(other)) continue;
            known.add(other);
            hear({ ...(await whole.loadChanges(other, 0, {})), revision: since + 1 });
          }
        });
        return whole.subscribe(key, since, hear, options);
      },
    }),
  ),
  broken('rule 6', 'tells what waits', 'what waits for moderators is not told', (whole) => ({
    async subscribe(key, since, hear, options) {
      const told = new Set<string>();
      const revision = since + 1;
      void keepLooking(options.signal, async () => {
        for (const comment of await pendingIn(whole, key)) {
          if (told.has(comment.id)) continue;
          told.add(comment.id);
          const { thread, more } = await whole.loadChanges(key, since, {});
          hear({ thread, more, comments: [{ ...comment, revision }], revision });
        }
      });
      return whole.subscribe(key, since, hear, options);
    },
  })),
  broken(
    'rule 6',
    'goes on telling after an abort',
    'an abort ends a subscription with its reason',
    (whole) => ({
      async subscribe(key, since, hear, { signal }) {
        const telling = whole.subscribe(key, since, hear, {});
        const aborted = new Promise<never>((_, reject) => {
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as signals do
          const end = (): void => reject(signal?.reason);
          if (signal?.aborted) end();
          else signal?.addEventListener('abort', end);
        });
        await Promise.race([telling, aborted]);
      },
    }),
  ),
  broken(
    'rule 6',
    'takes an abort for an end in peace',
    'an abort ends a subscription with its reason',
    (whole) => ({
      async subscribe(key, since, hear, options) {
        await whole.subscribe(key, since, hear, options).catch((error: unknown) => {
          if (!options.signal?.aborted) throw error;
        });
      },
    }),
  ),
  broken(
    'rule 6',
    'lets one subscribe to nothing',
    'nobody subscribes to a key that is invalid',
    (whole) => ({
      async subscribe(key, since, hear, options) {
        if (key) await whole.subscribe(key, since, hear, options);
      },
    }),
  ),
];
