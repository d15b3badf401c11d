import type { Account, Harness, Persona } from '../../src/backend/conformance/index.js';
import {
  memoryBackend,
  type MemoryBackend,
  type People,
} from '../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../src/backend/contract.js';

/** Who the suite's people are; a token is its persona's name. */
export const PERSONAS: Record<Exclude<Persona, 'visitor'>, People[string]> = {
  registered: { name: 'Rémi Inscrit' },
  subscriberA: { name: 'Agnès Abonnée', subscriber: true },
  subscriberB: { name: 'Basile Abonné', subscriber: true },
  moderator: { name: 'Maud Modératrice', roles: ['moderator'] },
  admin: { name: 'Ada Administratrice', roles: ['admin', 'staff'] },
};

/** What a harness has besides its backend, for any that finds its people by token in `people`. */
export function harnessAround(backend: CommentsBackend, people: People): Harness {
  let threads = 0;
  let accounts = 0;
  return {
    backend,
    newThread() {
      threads += 1;
      const key = `article-${threads}`;
      return { key, url: `https://journal.example/${key}`, title: `Article ${threads}` };
    },
    token: (who) => (who === 'visitor' ? null : who),
    newAccount(): Account {
      accounts += 1;
      const subject = `passante-${accounts}`;
      people[subject] = { name: `Passante ${accounts}`, subscriber: true };
      return { subject, token: subject };
    },
  };
}

/**
 * One state under two rules: what is written in some threads waits for a moderator. `wrap` may put
 * something between.
 */
export function harnessWithHeld<B extends Required<Pick<CommentsBackend, 'createComment'>>>(
  backend: B & CommentsBackend,
  held: Required<Pick<CommentsBackend, 'createComment'>>,
  people: People,
  wrap: (backend: B) => CommentsBackend,
): Harness {
  const createComment = backend.createComment.bind(backend);
  backend.createComment = (sent, options) =>
    sent.thread.key.startsWith(HELD)
      ? held.createComment(sent, options)
      : createComment(sent, options);
  const harness = harnessAround(wrap(backend), people);
  return {
    ...harness,
    async premoderatedThread() {
      const thread = await harness.newThread();
      return { ...thread, key: HELD + thread.key };
    },
  };
}

/** The memory adapter; `wrap` may put something between. */
export function memoryHarness(wrap: (backend: MemoryBackend) => CommentsBackend): Harness {
  const people = { ...PERSONAS };
  const backend = memoryBackend({ people });
  const held = memoryBackend({ people, state: backend.state, moderation: 'pre' });
  return harnessWithHeld(backend, held, people, wrap);
}

const HELD = 'held-';
