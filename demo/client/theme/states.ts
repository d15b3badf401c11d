import { memoryBackend } from '../../../src/backend/adapters/memory.js';
import type { CommentsBackend } from '../../../src/backend/contract.js';
import type { Comment, LivingComment } from '../../../src/model/comment.js';
import { ACTIONS, type Denial, type Viewer } from '../../../src/model/viewer.js';
import { COMMENTS, IDS, PEOPLE } from './discussion.js';

const KEY = 'theme';
const TOMORROW = new Date(Date.now() + 86_400_000).toISOString();

export interface Scene {
  title: string;
  /** What one sees there. */
  note: string;
  backend: CommentsBackend;
}

type Loads = Pick<CommentsBackend, 'loadThread' | 'loadComments'>;

const account = { id: 'odile', name: 'Odile R.', picture: null, badges: [] };

/** Somebody who may do everything, or nothing for one reason. */
function viewer(reason: Denial | null, more: Partial<Viewer> = {}): Viewer {
  const until = reason === 'wait' || reason === 'suspended' ? TOMORROW : null;
  const permission = reason
    ? ({ allowed: false, reason, until } as const)
    : ({ allowed: true } as const);
  const can = Object.fromEntries(ACTIONS.map((action) => [action, permission])) as Viewer['can'];
  const isNobody = reason === 'login' || reason === 'name';
  const nothing = { editMinutes: null, now: null, votes: [], pending: [] };
  return { account: isNobody ? null : account, can, ...nothing, ...more };
}

function seen(by: Viewer, comments = COMMENTS, closed = false): CommentsBackend {
  const memory = memoryBackend({ people: PEOPLE, threads: [{ key: KEY, comments, closed }] });
  const edited = memory.state.threads.get(KEY)?.comments.get(IDS.edited);
  if (edited?.content) edited.content.editedAt = new Date().toISOString();
  return {
    ...memory,
    async loadViewer(query, options) {
      // The account as the comments know it.
      const { account } = await memory.loadViewer(query, { ...options, token: 'odile' });
      const own = (comment: Comment): Comment => ({
        ...comment,
        ...(account && { author: account }),
      });
      return { ...by, account: by.account && account, pending: by.pending.map(own) };
    },
  };
}

function withheld(status: LivingComment['status'], text: string): LivingComment {
  const id = `0199aaaa-0000-7000-8000-00000000000${status === 'pending' ? 1 : 2}`;
  const body = {
    type: 'root' as const,
    children: [{ type: 'paragraph' as const, children: [{ type: 'text' as const, value: text }] }],
  };
  const votes = { up: 0, down: 0 };
  const createdAt = new Date().toISOString();
  return {
    id,
    parent: null,
    createdAt,
    revision: 1,
    tombstone: null,
    author: account,
    body,
    status,
    editedAt: null,
    votes,
    picked: false,
  };
}

/** The thread that shows all kinds of comments. */
export function everyComment(): CommentsBackend {
  const pending = [
    withheld('pending', 'Ce message attend la modération.'),
    withheld('rejected', 'Ce message a été refusé.'),
  ];
  return seen(viewer(null, { votes: [{ id: IDS.voted, value: 1 }], pending }));
}

const never = (): Promise<never> => new Promise(() => {});
const loading: Loads = { loadThread: never, loadComments: never };

function failing(): CommentsBackend {
  const backend = memoryBackend();
  backend.fail('loadThread', 'unavailable', { times: Infinity, retryAfter: 30 });
  return backend;
}

const FEW = COMMENTS.slice(1, 2);

const PROMPTS: Record<Exclude<Denial, 'unsupported'>, string> = {
  login: 'À qui n’est pas connecté.',
  name: 'À qui n’est pas connecté, où un nom suffit.',
  subscribe: 'À qui est inscrit sans abonnement.',
  suspended: 'À qui est suspendu.',
  wait: 'À qui va trop vite.',
  closed: 'À tous, une fois la discussion fermée.',
};

/** The states that a thread has as a whole. */
export function scenes(): Scene[] {
  return [
    { title: 'Chargement', note: 'Avant la réponse du service.', backend: loading },
    { title: 'Vide', note: 'Personne n’a encore écrit.', backend: seen(viewer(null), []) },
    { title: 'Panne', note: 'Le service ne répond pas.', backend: failing() },
    ...Object.entries(PROMPTS).map(([reason, note]) => ({
      title: `Invitation : ${reason}`,
      note,
      backend: seen(viewer(reason as Denial), FEW, reason === 'closed'),
    })),
  ];
}
