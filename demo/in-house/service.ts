import { Hono, type Context } from 'hono';
import type { Article, Me, Page, ServiceComment, User } from './shapes.js';
import { htmlOf, ServiceError, type Kept, type Member, Store } from './store.js';

/** Who a session belongs to; nobody, if there is none of that name. */
export type Sessions = (session: string) => Member | null;

const PAGE_MAX = 50;

const ORDERS: Record<string, (comment: Kept, store: Store) => number> = {
  new: ({ id }) => -id,
  old: ({ id }) => id,
  likes: ({ likes }) => -likes.size,
  replies: (comment, store) => -store.repliesTo(comment).length,
};

/**
 * An imaginary newspaper's comments service, which has been there for years: the JSON of `shapes.ts`
 * under `/api`, kept in memory.
 */
export function createService(sessions: Sessions, store = new Store()): Hono {
  const member = (c: Context): Member | null => sessions(c.req.header('X-Session') ?? '');
  const demand = (c: Context, refusal: (who: Member) => string | null): Member => {
    const who = member(c);
    if (!who) throw new ServiceError(401, 'no_session');
    const word = refusal(who);
    if (word) throw new ServiceError(403, word);
    return who;
  };
  const articleOf = (c: Context): string => c.req.query('article') ?? '';

  const app = new Hono().basePath('/api');
  app.onError((error, c) => {
    const known = error instanceof ServiceError;
    return c.json({ error: known ? error.message : 'broken' }, known ? error.status : 500);
  });

  app.get('/comments', (c) => c.json(pageOf(c, store, articleOf(c), null)));
  app.get('/comments/:name/replies', (c) => {
    const parent = store.find(c.req.param('name'));
    if (parent.article !== articleOf(c)) throw new ServiceError(404, 'no_such_comment');
    return c.json(pageOf(c, store, parent.article, parent));
  });
  app.get('/comments/:name/path', (c) => {
    const path: Kept[] = [];
    const name = c.req.param('name');
    const asked = store.comments.find((it) => [`ref:${it.ref}`, String(it.id)].includes(name));
    const isThere = asked?.article === articleOf(c) && store.isListed(asked);
    for (let at = isThere ? asked : null; at; at = at.parent) path.unshift(at);
    return c.json(path.map((it) => jsonOf(it, store)));
  });

  app.get('/me', (c) => c.json(meOf(member(c), articleOf(c), store)));
  app.post('/comments', async (c) => {
    const article = articleOf(c);
    const { ref, text, reply_to } = await c.req.json<Record<string, string | null>>();
    const who = demand(c, () => null);
    const parent = reply_to ? store.find(reply_to) : null;
    if (parent && parent.article !== article) throw new ServiceError(404, 'no_such_comment');
    // First what is there: whoever sends it again may not be allowed to write any more.
    const sent = store.sent(article, who, { ref: ref ?? null, parent });
    if (sent) return c.json(jsonOf(sent, store));
    demand(c, (it) => mayWrite(it, article, store));
    const html = htmlOf(text ?? '');
    return c.json(jsonOf(store.add(article, who, { ref: ref ?? null, parent, html }), store));
  });
  app.delete('/comments/:name', (c) => {
    const who = demand(c, () => null);
    const comment = store.find(c.req.param('name'));
    const asAuthor = c.req.query('as') === 'author';
    const may = asAuthor ? comment.author.id === who.id : who.moderates;
    if (!may) throw new ServiceError(403, 'not_allowed');
    store.remove(comment, asAuthor ? 'removed_by_author' : 'removed_by_staff');
    return c.json(jsonOf(comment, store));
  });
  app.on(['PUT', 'DELETE'], '/comments/:name/like', (c) => {
    const who = demand(c, mayLike);
    const comment = store.find(c.req.param('name'));
    store.like(comment, who, c.req.method === 'PUT');
    return c.json(jsonOf(comment, store));
  });
  return app;
}

function mayLike({ banned_until, premium }: Member): string | null {
  if (banned_until) return 'banned';
  return premium ? null : 'premium_only';
}

function mayWrite(who: Member, article: string, { closed }: Store): string | null {
  if (who.banned_until) return 'banned';
  return closed.has(article) ? 'article_closed' : mayLike(who);
}

function meOf(who: Member | null, article: string, store: Store): Me {
  const liked = store.comments.filter(
    (it) => who && it.article === article && it.likes.has(who.id),
  );
  return {
    user: who && userOf(who),
    refusals: {
      comment: who ? mayWrite(who, article, store) : 'no_session',
      like: who ? mayLike(who) : 'no_session',
      remove: who ? null : 'no_session',
    },
    banned_until: who?.banned_until ?? null,
    likes: liked.map(({ id, ref }) => ({ id, ref })),
  };
}

function userOf({ id, display_name, avatar_url, staff }: Member): User {
  return { id, display_name, avatar_url, staff };
}

function jsonOf(comment: Kept, store: Store): ServiceComment {
  const { id, ref, parent, posted_at, updated_at, state, author, html, likes } = comment;
  const reply_to = parent && { id: parent.id, ref: parent.ref };
  const reply_count = store.repliesTo(comment).length;
  const placed = { id, ref, reply_to, posted_at, updated_at, reply_count };
  if (state !== 'visible') return { ...placed, state };
  return { ...placed, state, user: userOf(author), html, edited_at: null, likes: likes.size };
}

/** A page token names the list and the last entry's place in it: it does not count. */
function pageOf(c: Context, store: Store, article: string, parent: Kept | null): Page {
  const order = c.req.query('order') ?? 'new';
  const rankOf = ORDERS[order] ?? ORDERS['new']!;
  const list = `${article} ${parent?.id ?? ''} ${order}`;
  const limit = Math.min(Number(c.req.query('per_page')) || PAGE_MAX, PAGE_MAX);
  const after = readToken(c.req.query('page_token'), list);
  const all = store.comments.filter(
    (it) => it.article === article && it.parent === parent && store.isListed(it),
  );
  const behind = all
    .map((comment) => ({ comment, rank: rankOf(comment, store), id: comment.id }))
    .filter((it) => after === null || compare(it, after) > 0)
    .sort(compare);
  const shown = behind.slice(0, limit);
  const last = shown.at(-1);
  return {
    article: articleJson(store, article),
    comments: shown.map(({ comment }) => jsonOf(comment, store)),
    count: all.length,
    next_page_token:
      last && behind.length > limit
        ? Buffer.from(JSON.stringify([list, last.rank, last.id])).toString('base64url')
        : null,
  };
}

interface Position {
  rank: number;
  id: number;
}

function compare(a: Position, b: Position): number {
  return a.rank - b.rank || a.id - b.id;
}

/** @throws ServiceError for a token that was not given out for this list */
function readToken(token: string | undefined, list: string): Position | null {
  if (token === undefined) return null;
  try {
    const [of, rank, id] = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    if (of === list && typeof rank === 'number' && typeof id === 'number') return { rank, id };
  } catch {
    // It was none.
  }
  throw new ServiceError(400, 'bad_page_token');
}

function articleJson({ comments, closed }: Store, article: string): Article {
  const of = comments.filter((it) => it.article === article);
  return {
    closed: closed.has(article),
    visible: of.filter(({ state }) => state === 'visible').length,
    updated_at: Math.max(0, ...of.map(({ updated_at }) => updated_at)),
  };
}
