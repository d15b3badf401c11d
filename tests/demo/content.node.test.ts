import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { readShortDiscussions } from '../../demo/server/content.js';
import { READERS } from '../../demo/server/roles.js';

interface Entry {
  id: string;
  author: string;
  parent: string | null;
  minutes: number;
  source: string;
  votes: number;
  picked?: boolean;
  gone?: 'author' | 'moderation' | 'account-erased';
}

interface Discussion {
  article: { key: string; path: string; title: string; published: { minutesAgo: number } };
  accounts: Record<'subscriber' | 'moderator', string>;
  authors: Record<string, { name: string; badges?: string[] }>;
  comments: Entry[];
}

const file = new URL('../../demo/content/discussion.json', import.meta.url);
const { article, accounts, authors, comments } = JSON.parse(
  await readFile(file, 'utf8'),
) as Discussion;
const byId = new Map(comments.map((comment) => [comment.id, comment]));

function parentOf(comment: Entry): Entry | undefined {
  return comment.parent === null ? undefined : byId.get(comment.parent);
}

function depth(comment: Entry): number {
  const parent = parentOf(comment);
  return parent ? depth(parent) + 1 : 1;
}

function words(source: string): number {
  return source.match(/[\p{L}\p{N}]+(?:[’'·.-][\p{L}\p{N}]+)*/gu)?.length ?? 0;
}

describe('the demo discussion', () => {
  it('is a discussion: many comments by many people', () => {
    assert.ok(comments.length >= 60, `${comments.length} comments`);
    assert.ok(Object.keys(authors).length >= 30, `${Object.keys(authors).length} authors`);
    assert.equal(byId.size, comments.length, 'ids are unique');
  });

  it('has a known author for every comment, and a comment for every author', () => {
    const writing = new Set(comments.map(({ author }) => author));
    assert.deepEqual([...writing].sort(), Object.keys(authors).sort());
    for (const account of Object.values(accounts)) assert.ok(account in authors, account);
  });

  it('can be played in order: parents first, time never running backwards', () => {
    const seen = new Map<string, Entry>();
    let last = 0;
    for (const comment of comments) {
      assert.ok(comment.minutes >= last, `${comment.id} is earlier than the one before it`);
      if (comment.parent !== null) {
        const parent = seen.get(comment.parent);
        assert.ok(parent, `${comment.id} answers ${comment.parent}, which is not there yet`);
        assert.ok(parent.minutes < comment.minutes, `${comment.id} is not later than its parent`);
      }
      seen.set(comment.id, comment);
      last = comment.minutes;
    }
    assert.ok(last < article.published.minutesAgo, 'no comment lies in the future');
  });

  it('has texts that the server takes, and votes that are counts', () => {
    for (const { id, source, votes } of comments) {
      assert.ok(source.trim() === source && source !== '', `${id} is empty or padded`);
      assert.ok([...source.normalize('NFC')].length <= 10_000, `${id} is too long`);
      assert.ok(Number.isInteger(votes) && votes >= 0, `${id} has ${votes} votes`);
    }
  });

  it('has one comment of about 900 words and several long ones', () => {
    const lengths = comments.map(({ source }) => words(source)).sort((a, b) => b - a);
    const [longest = 0, ...others] = lengths;
    assert.ok(longest >= 850 && longest <= 950, `the longest has ${longest} words`);
    assert.ok(others.filter((length) => length >= 200).length >= 8);
  });

  it('goes deeper than the indentation does', () => {
    const leaves = comments.map(depth);
    assert.ok(Math.max(...leaves) >= 9, `the deepest is ${Math.max(...leaves)}`);
    const branches = comments.filter((comment) => depth(comment) === 4).length;
    assert.ok(branches >= 5, `${branches} comments at depth 4`);
  });

  it('keeps replies under each kind of tombstone', () => {
    for (const reason of ['author', 'moderation', 'account-erased'] as const) {
      const answered = comments.some((comment) => parentOf(comment)?.gone === reason);
      assert.ok(answered, `nobody answers a comment gone for ${reason}`);
    }
  });

  it('erases accounts whole: all that they wrote is gone', () => {
    const erased = comments.filter(({ gone }) => gone === 'account-erased');
    const accountsErased = new Set(erased.map(({ author }) => author));
    for (const comment of comments) {
      assert.equal(accountsErased.has(comment.author), comment.gone === 'account-erased');
    }
  });

  it('shows the newsroom: badges and picks', () => {
    const badges = Object.values(authors).flatMap((author) => author.badges ?? []);
    assert.ok(badges.includes('staff') && badges.includes('author'));
    const picks = comments.filter(({ picked }) => picked);
    assert.ok(picks.length >= 2 && picks.length <= 3);
    assert.ok(picks.every(({ gone }) => gone === undefined));
  });

  it('links to reserved hosts only', () => {
    const hosts = comments.flatMap(({ source }) =>
      [...source.matchAll(/https?:\/\/([^/\s)]+)/g)].map(([, host]) => host ?? ''),
    );
    assert.ok(hosts.length >= 3);
    for (const host of hosts) assert.match(host, /(^|\.)example(\.(org|net|com))?$/);
  });
});

describe('the demo’s short discussions', async () => {
  const short = await readShortDiscussions();
  const all = [{ authors }, ...short];

  it('lie under articles that there are', async () => {
    const articles = await readdir(new URL('../../demo/articles/', import.meta.url));
    for (const { article: about } of short) {
      assert.ok(articles.includes(`${about.path.replace('/articles/', '')}.html`), about.path);
    }
  });

  it('can be played in order: parents first, what waits last, nothing in the future', () => {
    for (const { article: about, comments: entries, authors: people } of short) {
      const seen = new Set<string>();
      for (const [index, { id, parent, minutes, author, waits = false }] of entries.entries()) {
        const before = entries[index - 1];
        assert.ok(parent === null || seen.has(parent), `${id} answers somebody who is there`);
        assert.ok(minutes >= (before?.minutes ?? 0) && minutes < about.published.minutesAgo, id);
        assert.ok(waits || !before?.waits, `${id} waits, or comes before what waits`);
        assert.ok(author in people, author);
        seen.add(id);
      }
    }
  });

  it('know everybody by one name and the same badges, readers in the switch too', () => {
    const marks = (badges: string[] = []): string =>
      badges.filter((badge) => !['author', 'staff'].includes(badge)).join();
    const known = new Map<string, string>();
    for (const { authors: people } of all) {
      for (const [sub, { name, badges }] of Object.entries(people)) {
        const said = `${name} (${marks(badges)})`;
        assert.equal(known.get(sub) ?? said, said);
        known.set(sub, said);
      }
    }
    for (const reader of Object.values(READERS)) {
      const said = reader && `${reader.name} (${marks(reader.badges)})`;
      if (reader && known.has(reader.sub)) assert.equal(known.get(reader.sub), said);
    }
  });

  it('show a chain of twelve replies, and a comment that is folded', () => {
    const entries = short.flatMap(({ comments: some }) => some);
    const depthOf = (id: string | null): number =>
      id === null ? 0 : 1 + depthOf(entries.find((entry) => entry.id === id)!.parent);
    assert.ok(Math.max(...entries.map(({ id }) => depthOf(id))) >= 13);
    assert.ok(entries.some(({ source }) => source.length > 2_600));
  });
});
