import { checked, isThreadKey, PalabreError, sourceProblem } from '../../src/backend/index.js';
import type { CallOptions, CommentsBackend, ErrorCode, Sort } from '../../src/backend/index.js';
import { nodesOf } from './body.js';
import type { Me, Name, Page, ServiceComment, User } from './shapes.js';

const ORDERS = { best: 'likes', newest: 'new', oldest: 'old', 'most-replied': 'replies' };
const CODES: Record<string, ErrorCode> = {
  no_session: 'login',
  premium_only: 'subscribe',
  banned: 'suspended',
  article_closed: 'closed',
  not_allowed: 'forbidden',
  no_such_comment: 'not-found',
  comment_removed: 'gone',
  ref_taken: 'conflict',
};

/** Comments from before Palabre have only a number; it travels in the last digits of a UUID. */
const NUMBERED = '00000000-0000-8000-8000-';

function idOf({ id, ref }: Name): string {
  return ref ?? NUMBERED + id.toString(16).padStart(12, '0');
}

/** What the service calls a comment: by its number, or `ref:` and the name that its client gave it. */
function nameOf(id: string): string {
  return id.startsWith(NUMBERED)
    ? String(parseInt(id.slice(-12), 16))
    : `ref:${encodeURIComponent(id)}`;
}

function authorOf({ id, display_name, avatar_url, staff }: User) {
  const badges = staff ? ['staff'] : [];
  return { id: `user-${id}`, name: display_name, picture: avatar_url, badges };
}

function commentOf(comment: ServiceComment): unknown {
  const place = {
    id: idOf(comment),
    parent: comment.reply_to && idOf(comment.reply_to),
    createdAt: new Date(comment.posted_at).toISOString(),
    revision: comment.updated_at,
  };
  if (comment.state !== 'visible') {
    return { ...place, tombstone: comment.state === 'removed_by_author' ? 'author' : 'moderation' };
  }
  return {
    ...place,
    tombstone: null,
    author: authorOf(comment.user),
    body: { type: 'root', children: nodesOf(comment.html) },
    status: 'published',
    editedAt: comment.edited_at && new Date(comment.edited_at).toISOString(),
    votes: { up: comment.likes, down: 0 },
    picked: false,
  };
}

/** The cursor of a list of which nothing has been loaded. */
const FIRST = 'first';

/** One page of a list; of the replies to its entries, how many there are. `path` comes along. */
function pageOf(page: Page, parent: string | null, path: ServiceComment[] = []) {
  const { comments, count, next_page_token } = page;
  const records = new Map([...comments, ...path].map((it) => [it.id, commentOf(it)]));
  const list = { parent, ids: comments.map(idOf), page: { total: count, cursor: next_page_token } };
  const replies = comments
    .filter(({ reply_count }) => reply_count > 0)
    .map((of) => ({ parent: idOf(of), ids: [], page: { total: of.reply_count, cursor: FIRST } }));
  return { comments: [...records.values()], lists: [list, ...replies] };
}

/** The newspaper's own comments service as a backend. `options.token` is the reader's session. */
export function inHouseBackend(service: string): CommentsBackend {
  const failed = (cause: unknown): never => {
    const code = cause instanceof SyntaxError ? 'malformed' : 'network';
    throw new PalabreError(code, 'no answer that can be read', { cause });
  };
  const ask = async <T>(path: string, { signal }: CallOptions, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${service}/api/${path}`, { ...init, signal }).catch(failed);
    if (response.ok) return (await response.json().catch(failed)) as T;
    const { error = '' } = (await response.json().catch(() => ({}))) as { error?: string };
    const code = response.status < 500 ? 'invalid' : 'unavailable';
    throw new PalabreError(CODES[error] ?? code, error || `${response.status}`);
  };
  const own = <T>(path: string, options: CallOptions, method = 'GET', body?: object) =>
    ask<T>(path, options, {
      method,
      headers: { 'X-Session': options.token ?? '', 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
  const about = (article: string, rest: Record<string, string> = {}): string => {
    if (!isThreadKey(article)) throw new PalabreError('invalid', 'a key of at most 1,024 bytes');
    return new URLSearchParams({ article, ...rest }).toString();
  };
  const list = (key: string, sort: Sort, limit: number, after: string | null): string => {
    const page = { order: ORDERS[sort], per_page: String(limit) };
    return about(key, after === null || after === FIRST ? page : { ...page, page_token: after });
  };

  return checked({
    async loadThread({ key, sort, limit, around }, options) {
      const page = await ask<Page>(`comments?${list(key, sort, limit, null)}`, options);
      const path = around
        ? await ask<ServiceComment[]>(`comments/${nameOf(around)}/path?${about(key)}`, options)
        : [];
      const { closed, visible, updated_at } = page.article;
      return {
        ...pageOf(page, null, path),
        thread: { key, closed, revision: updated_at, total: visible },
        highlights: [],
        around: path.length > 0 ? path.map(idOf) : null,
      };
    },
    async loadComments({ key, parent, after, sort, limit }, options) {
      const at = parent === null ? 'comments' : `comments/${nameOf(parent)}/replies`;
      return pageOf(await ask<Page>(`${at}?${list(key, sort, limit, after)}`, options), parent);
    },
    async loadViewer(key, options) {
      const { user, refusals, banned_until, likes } = await own<Me>(`me?${about(key)}`, options);
      const until = banned_until && new Date(banned_until).toISOString();
      const may = (refusal: string | null) =>
        refusal === null
          ? { allowed: true }
          : { allowed: false, reason: CODES[refusal] ?? 'unsupported', until };
      return {
        account: user && authorOf(user),
        can: {
          comment: may(refusals.comment),
          vote: may(refusals.like),
          ...{ delete: may(refusals.remove), edit: may(''), report: may(''), moderate: may('') },
        },
        votes: likes.map((name) => ({ id: idOf(name), value: 1 })),
        pending: [],
      };
    },
    async createComment({ id: ref, thread, parent, source }, options) {
      const problem = sourceProblem(source);
      if (problem) throw new PalabreError(problem, 'the text');
      const body = { ref, text: source, reply_to: parent && nameOf(parent) };
      return commentOf(await own(`comments?${about(thread.key)}`, options, 'POST', body));
    },
    deleteComment: async (id, reason, options) =>
      commentOf(await own(`comments/${nameOf(id)}?as=${reason}`, options, 'DELETE')),
    async voteComment(id, value, options) {
      if (value < 0) throw new PalabreError('forbidden', 'the service only knows likes');
      return commentOf(await own(`comments/${nameOf(id)}/like`, options, value ? 'PUT' : 'DELETE'));
    },
  });
}
