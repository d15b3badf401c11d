import type { Comment } from '../../../src/model/comment.js';
import type { CommentList, ThreadPage } from '../../../src/model/thread.js';
import { author, comment, idOf } from '../../support/thread-builders.js';

/** Of four comments one begins a conversation, two answer it, and one answers an answer. */
const GROUP = 4;

const SENTENCES = [
  'On a fermé le guichet un mardi, et le mercredi tout le monde avait une bonne raison.',
  'Je prends ce train depuis dix-neuf ans.',
  'La machine rend la monnaie en pièces de deux centimes, ce qui occupe.',
  'Merci pour cet article, j’y ai appris le mot « tarificateur ».',
  'Ma mère a quatre-vingt-six ans et ne veut pas d’une application pour aller voir sa sœur.',
  'Rien à ajouter.',
  'Ce n’est pas le guichet qui manque, c’est quelqu’un à qui dire bonjour.',
];

/** The beginning of the same thread, as a server hands it out: about `count` comments of all. */
export function firstPage(thread: ThreadPage, count: number): ThreadPage {
  const comments = thread.comments.slice(0, count);
  const ids = new Set<string | null>(comments.map(({ id }) => id)).add(null);
  const lists = thread.lists
    .filter(({ parent }) => ids.has(parent))
    .map(({ parent, ids: all, page }) => {
      const shown = all.filter((id) => ids.has(id));
      const cursor = shown.length < all.length ? 'more' : null;
      return { parent, ids: shown, page: { ...page, cursor } };
    });
  return { ...thread, comments, lists };
}

/** A thread of `count` comments, all in one answer: about 200 characters each, to three levels. */
export function bigThread(key: string, count: number): ThreadPage {
  const comments: Comment[] = Array.from({ length: count }, (_, n) => commentAt(n));
  const lists = new Map<string | null, CommentList>();
  for (const { id, parent } of comments) {
    const list = lists.get(parent) ?? { parent, ids: [], page: { total: 0, cursor: null } };
    list.ids.push(id);
    list.page.total += 1;
    lists.set(parent, list);
  }
  const thread = { key, closed: false, revision: count, total: count, downVotes: false };
  return { thread, comments, lists: [...lists.values()], highlights: [], around: null };
}

function commentAt(n: number): Comment {
  const first = n - (n % GROUP);
  const parent = n === first ? null : idOf(n === first + 3 ? first + 1 : first);
  const sentence = (at: number): string => SENTENCES[(n * 3 + at) % SENTENCES.length] ?? '';
  const texts = Array.from({ length: 1 + (n % 5) }, (_, at) => sentence(at));
  return comment(n, {
    parent,
    text: [texts.slice(0, 3).join(' '), texts.slice(3).join(' ')].filter(Boolean).join('\n\n'),
    author: author(`Abonné·e ${n % 211}`),
    votes: { up: (n * 7) % 43, down: 0 },
  });
}
