import { createHash } from 'node:crypto';
import type { LivingComment } from '../../src/model/comment.js';
import type { DemoDiscussion, Entry } from './content.js';
import { sender, type Ask, type Send } from './sender.js';
import type { Person, Sign } from './tokens.js';

export interface PlanOptions {
  api: string;
  /** The service that takes guests, in this process. */
  village: Ask;
  /** The article's canonical address, which is its thread's key. */
  article: string;
  discussion: DemoDiscussion;
  sign: Sign;
}

type Step = () => Promise<unknown>;

/** How a discussion is played. */
export interface Plan {
  inOrder: Step[];
  /** In any order, once the others are done. */
  votes: Step[];
}

/** Requests under way at once. */
const CONCURRENCY = 8;

const MODERATOR: Person = { sub: 'moderation', name: 'La modération', roles: ['moderator'] };
const NEWSROOM: Person = { sub: 'redaction', name: 'La Margelle', roles: ['staff'] };

/**
 * Plays a discussion of the demo through the server's own API, each reader with a token of their own.
 * It can be played again at any time: every comment has an id of its own for good.
 */
export function planOf(options: PlanOptions): Plan {
  const { api, article, discussion, sign } = options;
  const { comments } = discussion;
  const send = sender(api, (request) => fetch(request), sign);
  const idOf = (id: string): string => entryId(article, id);
  const write = writer(options, send);

  const withdraw = ({ id, author, gone }: Entry): Promise<unknown> => {
    const person = personOf(author, discussion);
    if (gone === 'account-erased') return send('DELETE', `accounts/${person.sub}`, person);
    const by = gone === 'moderation' ? MODERATOR : person;
    return send('DELETE', `comments/${idOf(id)}`, by, { reason: gone });
  };
  const suspend = async (author: string, until: string): Promise<unknown> => {
    const said = comments.find((entry) => entry.author === author && !entry.gone)!;
    const { author: account } = (await write(said)) as LivingComment;
    return send('PUT', `suspensions/${account.id}`, MODERATOR, { until, reason: 'Insultes.' });
  };

  const writeAll = (waiting: boolean): Step[] =>
    comments.filter(({ waits = false }) => waits === waiting).map((entry) => () => write(entry));
  const thread = `thread?${new URLSearchParams({ thread: article })}`;
  const picks = comments.filter(({ picked }) => picked).map(({ id }) => idOf(id));
  const withdrawals = comments.filter(({ gone }) => gone);
  const standing = comments.filter(({ gone }) => !gone);
  return {
    inOrder: [
      ...writeAll(false),
      () => send('PATCH', thread, NEWSROOM, patchOf(options)),
      ...writeAll(true),
      ...picks.map((id) => () => send('PUT', `comments/${id}/pick`, NEWSROOM, { picked: true })),
      ...withdrawals.map((entry) => () => withdraw(entry)),
      ...Object.entries(discussion.suspended ?? {}).map((each) => () => suspend(...each)),
    ],
    votes: standing.flatMap(({ id, votes }) => votesOf(send, idOf(id), votes)),
  };
}

/** @throws Error that says which request failed and why */
export async function play(
  plans: readonly Plan[],
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const total = plans.reduce((sum, { inOrder, votes }) => sum + inOrder.length + votes.length, 0);
  let done = 0;
  const step = async (act: Step): Promise<void> => {
    await act();
    onProgress(++done, total);
  };
  for (const { inOrder, votes } of plans) {
    for (const act of inOrder) await step(act);
    const left = [...votes];
    const lines = Array.from({ length: CONCURRENCY }, async () => {
      for (let act = left.pop(); act; act = left.pop()) await step(act);
    });
    await Promise.all(lines);
  }
}

/** Always the same for the same entry of the same article. */
export function entryId(article: string, entry: string): string {
  const bytes = createHash('sha256').update(`${article}#${entry}`).digest();
  // Version 8 of RFC 9562 §5.8: made by a way of our own.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

/** So many subscribers' votes for a comment. */
export function votesOf(send: Send, id: string, count: number): Step[] {
  return Array.from(
    { length: count },
    (_, voter) => () => send('PUT', `comments/${id}/vote`, voterOf(voter), { value: 1 }),
  );
}

/** Writes an entry, as its author or as a guest of that name; answers the comment. */
function writer({ article, discussion, village }: PlanOptions, send: Send) {
  const asGuest = sender('http://village', village, (person) => guestToken(village, person));
  const { title } = discussion.article;
  return async ({ id, author, parent, source }: Entry): Promise<unknown> => {
    const isGuest = discussion.authors[author]!.guest === true;
    const written = (isGuest ? asGuest : send)(
      'PUT',
      `comments/${entryId(article, id)}`,
      personOf(author, discussion),
      {
        thread: { key: article, url: article, title },
        parent: parent === null ? null : entryId(article, parent),
        source,
      },
    );
    // Played again, a guest of the same name is somebody else, and the comment is there.
    return isGuest ? written.catch(unlessThere) : written;
  };
}

async function guestToken(village: Ask, { name }: Person): Promise<string> {
  const response = await village(
    new Request('http://village/v1/guests', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name }),
    }),
  );
  return ((await response.json()) as { token: string }).token;
}

function unlessThere(error: Error): null {
  if (error.message.includes(': 409 ')) return null;
  throw error;
}

function patchOf({ discussion }: PlanOptions): object {
  const { article, authors, moderation, closed } = discussion;
  const isAuthor = (sub: string): boolean => authors[sub]!.badges?.includes('author') === true;
  return {
    title: article.title,
    authors: Object.keys(authors).filter(isAuthor),
    ...(moderation && { moderation }),
    ...(closed && { closed }),
  };
}

function personOf(sub: string, { authors }: DemoDiscussion): Person {
  const { name, badges = [] } = authors[sub]!;
  // That somebody wrote the article is not for their token to say.
  const own = badges.filter((badge) => !['author', 'staff'].includes(badge));
  return {
    sub,
    name,
    subscriber: true,
    badges: own,
    roles: badges.includes('staff') ? ['staff'] : [],
  };
}

function voterOf(index: number): Person {
  return { sub: `voter-${index}`, name: `Abonné·e ${index + 1}`, subscriber: true };
}
