import { createHash } from 'node:crypto';
import type { DemoDiscussion, Entry } from './content.js';
import type { Person, Sign } from './tokens.js';

export interface SeedOptions {
  api: string;
  /** The article's canonical address, which is its thread's key. */
  article: string;
  discussion: DemoDiscussion;
  sign: Sign;
  onProgress: (done: number, total: number) => void;
}

/** Requests under way at once. */
const CONCURRENCY = 8;

const MODERATOR: Person = { sub: 'moderation', name: 'La modération', roles: ['moderator'] };

/**
 * Plays the demo's discussion through the server's own API, each reader with a token of their own.
 * It can be played again at any time: every comment has an id of its own for good.
 * @throws Error that says which request failed and why
 */
export async function seed(options: SeedOptions): Promise<void> {
  const { api, article, discussion, sign, onProgress } = options;
  const { authors, comments } = discussion;
  const key = article;
  const { title } = discussion.article;
  const newsroom: Person = { sub: 'redaction', name: 'La Margelle', roles: ['staff'] };
  const send = sender(api, sign);
  const idOf = (id: string): string => entryId(article, id);

  const write = ({ id, author, parent, source }: Entry): Promise<void> =>
    send('PUT', `comments/${idOf(id)}`, personOf(author, discussion), {
      thread: { key, url: article, title },
      parent: parent === null ? null : idOf(parent),
      source,
    });
  const withdraw = ({ id, author, gone }: Entry): Promise<void> => {
    const writer = personOf(author, discussion);
    if (gone === 'account-erased') return send('DELETE', `accounts/${writer.sub}`, writer);
    const by = gone === 'moderation' ? MODERATOR : writer;
    return send('DELETE', `comments/${idOf(id)}`, by, { reason: gone });
  };

  const picks = comments.filter(({ picked }) => picked);
  const withdrawals = comments.filter(({ gone }) => gone);
  const votes = comments
    .filter(({ gone }) => !gone)
    .flatMap(({ id, votes: count }) =>
      Array.from(
        { length: count },
        (_, voter) => () => send('PUT', `comments/${idOf(id)}/vote`, voterOf(voter), { value: 1 }),
      ),
    );
  const inOrder = [
    ...comments.map((entry) => () => write(entry)),
    () =>
      send('PATCH', `thread?${new URLSearchParams({ thread: key })}`, newsroom, {
        title,
        authors: Object.keys(authors).filter((sub) => authors[sub]!.badges?.includes('author')),
      }),
    ...picks.map(
      ({ id }) =>
        () =>
          send('PUT', `comments/${idOf(id)}/pick`, newsroom, { picked: true }),
    ),
    ...withdrawals.map((entry) => () => withdraw(entry)),
  ];
  const total = inOrder.length + votes.length;
  let done = 0;
  const step = async (act: () => Promise<void>): Promise<void> => {
    await act();
    onProgress(++done, total);
  };
  for (const act of inOrder) await step(act);
  const lines = Array.from({ length: CONCURRENCY }, async () => {
    for (let act = votes.pop(); act; act = votes.pop()) await step(act);
  });
  await Promise.all(lines);
}

/** Always the same for the same entry of the same article. */
export function entryId(article: string, entry: string): string {
  const bytes = createHash('sha256').update(`${article}#${entry}`).digest();
  // Version 8 of RFC 9562 §5.8: made by a way of our own.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
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

type Send = (method: string, path: string, person: Person, body?: object) => Promise<void>;

function sender(api: string, sign: Sign): Send {
  const tokens = new Map<string, Promise<string>>();
  return async (method, path, person, body) => {
    const token = tokens.get(person.sub) ?? sign(person);
    tokens.set(person.sub, token);
    const response = await fetch(`${api}/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${await token}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
  };
}
