import type { Account, Harness, Persona } from '../../src/backend/conformance/index.js';
import {
  memoryBackend,
  type MemoryBackend,
  type People,
  type SiteRules,
} from '../../src/backend/adapters/memory.js';
import type { CallOptions, CommentsBackend } from '../../src/backend/contract.js';
import { newId } from '../../src/model/new-id.js';
import type { ThreadRef } from '../../src/model/thread.js';

/** Who the suite's people are; a token is its persona's name. */
export const PERSONAS: Record<Exclude<Persona, 'visitor'>, People[string]> = {
  registered: { name: 'Rémi Inscrit' },
  subscriberA: { name: 'Agnès Abonnée', subscriber: true },
  subscriberB: { name: 'Basile Abonné', subscriber: true },
  moderator: { name: 'Maud Modératrice', roles: ['moderator'] },
  admin: { name: 'Ada Administratrice', roles: ['admin', 'staff'] },
};

/** Somebody whom nobody knows yet, the first, the second, … */
type Newcomer = (number: number) => { subject: string } & People[string];

export interface MemoryHarnessOptions extends SiteRules {
  people?: People;
  newcomer?: Newcomer;
}

/**
 * What a harness has besides its backend, for any that finds its people by token in `people`;
 * threads are prepared with `whole`.
 */
export function harnessAround(
  backend: CommentsBackend,
  people: People,
  whole: CommentsBackend = backend,
  newcomer: Newcomer = (number) => ({ subject: `passante-${number}`, name: `Passante ${number}` }),
): Harness {
  let threads = 0;
  let accounts = 0;
  const newThread = (): ThreadRef => {
    threads += 1;
    const key = `article-${threads}`;
    return { key, url: `https://journal.example/${key}`, title: `Article ${threads}` };
  };
  return {
    backend,
    newThread,
    async premoderatedThread() {
      const thread = newThread();
      await premoderate(whole, thread, { token: 'admin' });
      return thread;
    },
    token: (who) => (who === 'visitor' ? null : who),
    newAccount(): Account {
      accounts += 1;
      const { subject, ...person } = newcomer(accounts);
      people[subject] = { ...person, subscriber: true };
      return { subject, token: subject };
    },
  };
}

/** The memory adapter; `wrap` may put something between. */
export function memoryHarness(
  wrap: (backend: MemoryBackend) => CommentsBackend,
  { people: given = PERSONAS, newcomer, ...rules }: MemoryHarnessOptions = {},
): Harness {
  const people = { ...given };
  const backend = memoryBackend({ people, ...rules });
  return harnessAround(wrap({ ...backend }), people, backend, newcomer);
}

/** Lets what readers write in a thread wait; a thread comes into being with its first comment. */
export async function premoderate(
  backend: CommentsBackend,
  thread: ThreadRef,
  admin: CallOptions,
): Promise<void> {
  const first = { id: newId(), thread, parent: null, source: 'Tout est relu ici.' };
  await backend.createComment!(first, admin);
  await backend.updateThread!(thread.key, { moderation: 'pre' }, admin);
}
