import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { sql } from 'drizzle-orm';
import { newId } from '../../src/model/new-id.js';
import type { LivingComment } from '../../src/model/comment.js';
import type { ThreadChanges, ThreadPage } from '../../src/model/thread.js';
import { createServer, openStorage } from '../../src/server/index.js';
import { migrationsFolder } from '../../src/server/node/packaged.js';
import { rowsOf, type Database } from '../../src/server/storage/database.js';
import { migrate } from '../../src/server/storage/migrate.js';
import { openPglite } from '../../src/server/storage/pglite.js';
import { openPostgres } from '../../src/server/storage/postgres.js';
import { states, type OpenDatabase } from '../../src/server/storage/state.js';
import { freshDatabase, postgresMissing } from '../support/postgres.js';
import { callsOf, ORIGIN, SECRET, signToken } from './support/site.js';

const files = (await readdir(migrationsFolder)).filter((name) => name.endsWith('.sql')).sort();

/** Brings an empty database to an earlier schema, as a server of that time did. */
async function migrateTo(db: Database, last: string): Promise<void> {
  await db.execute(sql`
    create table palabre_migrations (
      name text primary key,
      applied_at timestamptz not null default now()
    )`);
  await db.transaction(async (tx) => {
    for (const file of files.filter((name) => name <= last)) {
      const text = await readFile(new URL(file, migrationsFolder), 'utf8');
      await run(tx, text, '--> statement-breakpoint');
      await tx.execute(sql`insert into palabre_migrations (name) values (${file})`);
    }
  });
}

async function run(db: Database, text: string, between: string): Promise<void> {
  for (const statement of text.split(between)) await db.execute(sql.raw(statement));
}

const ALICE = newId();
const BOB = newId();
const [FIRST, REPLY, GONE] = [newId(), newId(), newId()];
const BODY =
  '{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"Mot."}]}]}';

/** What a server of the first schema writes; every later schema takes it, too. */
const EARLY_WRITES = `
  insert into accounts (id, sub, name, picture, badges)
    values ('${ALICE}', 'alice', 'Alice', null, '{}'), ('${BOB}', 'bob', 'Bob', null, '{}');
  insert into threads (key, url, title) values ('k', '${ORIGIN}/k', 'Un titre')
    on conflict do nothing;
  update threads set revision = 3 where key = 'k';
  insert into comments (id, thread, parent, account, writer, source, body, status, created_at, revision)
    select '${FIRST}', id, null, '${ALICE}', 'a', 'Mot.', '${BODY}', 'published', now(), 1
    from threads where key = 'k';
  insert into comments (id, thread, parent, account, writer, source, body, status, created_at, revision)
    select '${REPLY}', id, '${FIRST}', '${BOB}', 'b', 'Mot.', '${BODY}', 'published', now(), 2
    from threads where key = 'k';
  insert into comments (id, thread, parent, account, writer, source, body, status, created_at, revision)
    select '${GONE}', id, null, '${BOB}', 'b', 'Mot.', '${BODY}', 'published', now(), 3
    from threads where key = 'k';
  insert into votes (comment, account, thread, value)
    select '${FIRST}', '${BOB}', id, 1 from threads where key = 'k';
  insert into reports (id, comment, account, reason, details)
    values ('${newId()}', '${FIRST}', '${BOB}', 'spam', '');
  update comments set tombstone = 'author', status = 'published', account = null, source = null,
    body = null, edited_at = null, picked = false, revision = 4 where id = '${GONE}'`;

/** How such a server erases an account. */
const EARLY_ERASURE = `
  delete from votes where account = '${BOB}';
  delete from reports where account = '${BOB}';
  update comments set tombstone = 'account-erased', status = 'published', account = null,
    source = null, body = null where account = '${BOB}';
  delete from accounts where id = '${BOB}'`;

/** What readers and their newsroom have given: all of it is there under every later schema. */
async function giftsOf({ db }: OpenDatabase): Promise<unknown[]> {
  return [
    await rowsOf(db, sql`select id, sub, name, picture, badges from accounts order by id`),
    await rowsOf(db, sql`select key, url, title from threads order by key`),
    await rowsOf(
      db,
      sql`select id, parent, account, writer, source, body, created_at::text, tombstone
        from comments order by id`,
    ),
    await rowsOf(db, sql`select comment, account, value from votes order by comment`),
    await rowsOf(db, sql`select id, comment, account, reason, details from reports order by id`),
  ];
}

interface Read {
  page: ThreadPage;
  changes: ThreadChanges;
}

async function readThread(opened: OpenDatabase): Promise<Read> {
  const [row] = await rowsOf<{ salt: string }>(opened.db, sql`select salt from site`);
  const storage = { close: opened.close };
  states.set(storage, { ...opened, salt: row?.salt ?? '', servers: 0, hearers: new Set() });
  const server = createServer({ storage, origins: [ORIGIN], secret: SECRET });
  try {
    const { thread, changes } = callsOf({ server });
    return { page: await thread('k', '&sort=oldest'), changes: await changes('k', 0) };
  } finally {
    await server.close();
  }
}

function tombstonesOf({ comments }: ThreadChanges): [string, string][] {
  return comments.flatMap(({ id, tombstone }) => (tombstone === null ? [] : [[id, tombstone]]));
}

/** Comments in one chain, each an author's tombstone but those at the depths of `living`. */
function chainOf(depths: number, living: readonly number[]): string {
  return `
    insert into comments (id, thread, parent, account, writer, source, body, status, tombstone,
      created_at, revision)
    select md5('chain ' || n)::uuid, (select id from threads where key = 'k'),
      case when n > 1 then md5('chain ' || n - 1)::uuid end,
      case when lives then '${ALICE}'::uuid end, 'a', case when lives then 'Mot.' end,
      case when lives then '${BODY}'::jsonb end, 'published',
      case when not lives then 'author' end, now() + n * interval '1 ms', 10 + n
    from generate_series(1, ${depths}) as n
    cross join lateral (select n = any ('{${living.join()}}') as lives) as life`;
}

function onADatabase(
  name: string,
  open: () => Promise<OpenDatabase & { drop?: () => Promise<void> }>,
) {
  describe(`migrations, on ${name}`, { skip: name === 'PostgreSQL' && postgresMissing() }, () => {
    for (const file of files) {
      describe(`from the schema of ${file}`, () => {
        let opened: Awaited<ReturnType<typeof open>>;
        before(async () => (opened = await open()));
        after(async () => {
          await opened.close();
          await opened.drop?.();
        });

        test('nothing is lost, and the server reads it', async () => {
          await migrateTo(opened.db, file);
          await run(opened.db, EARLY_WRITES, ';');
          const given = await giftsOf(opened);
          await migrate(opened.db);
          await migrate(opened.db);
          assert.deepEqual(await giftsOf(opened), given);
          const applied = await rowsOf<{ name: string }>(
            opened.db,
            sql`select name from palabre_migrations order by name`,
          );
          assert.deepEqual(
            applied.map((row) => row.name),
            files,
          );
          const { page, changes } = await readThread(opened);
          assert.deepEqual(page.lists, [
            { parent: null, ids: [FIRST], page: { total: 1, cursor: null } },
            { parent: FIRST, ids: [REPLY], page: { total: 1, cursor: null } },
          ]);
          assert.equal(page.thread.total, 2);
          assert.deepEqual(tombstonesOf(changes), [[GONE, 'author']]);
          const first = page.comments[0] as LivingComment;
          assert.deepEqual([first.author.name, first.votes], ['Alice', { up: 1, down: 0 }]);
        });

        test('what an older server still does goes on', async () => {
          await run(opened.db, EARLY_ERASURE, ';');
          const { page, changes } = await readThread(opened);
          assert.deepEqual(page.lists, [
            { parent: null, ids: [FIRST], page: { total: 1, cursor: null } },
          ]);
          assert.deepEqual(new Map(tombstonesOf(changes)).get(REPLY), 'account-erased');
        });
      });
    }

    test('a chain of tombstones keeps its place down to its last living comment', async () => {
      const opened = await open();
      try {
        await migrateTo(opened.db, '0007_feeds.sql');
        await run(opened.db, EARLY_WRITES, ';');
        await opened.db.execute(sql.raw(chainOf(3_000, [20])));
        await migrate(opened.db);
        const counted = await rowsOf(
          opened.db,
          sql`select status, sum(replies)::integer as replies, count(*)::integer
            from comments where writer = 'a' and id <> ${FIRST} group by status order by status`,
        );
        assert.deepEqual(counted, [
          { status: 'published', replies: 19, count: 20 },
          { status: 'unlisted', replies: 0, count: 2_980 },
        ]);
        const { page } = await readThread(opened);
        assert.deepEqual([page.lists[0]?.page.total, page.thread.total], [2, 3]);
      } finally {
        await opened.close();
        await opened.drop?.();
      }
    });

    test('an older server erases an account whose comment is withheld', async () => {
      const opened = await open();
      try {
        await migrate(opened.db);
        await run(opened.db, EARLY_WRITES, ';');
        await opened.db.execute(sql`
          insert into withheld (comment, account, source, body, picked)
          values (${GONE}, ${BOB}, 'Mot.', ${BODY}, false)`);
        await opened.db.execute(sql`
          insert into reviews (comment, thread, account, queue)
          select id, thread, ${BOB}, 'pending' from comments where id = ${GONE}`);
        await run(opened.db, EARLY_ERASURE, ';');
        assert.deepEqual(await rowsOf(opened.db, sql`select * from withheld`), []);
        assert.deepEqual(await rowsOf(opened.db, sql`select * from reviews`), []);
      } finally {
        await opened.close();
        await opened.drop?.();
      }
    });
  });
}

onADatabase('PGlite', () => openPglite('memory://', () => {}));
onADatabase('PostgreSQL', async () => {
  const database = await freshDatabase();
  return { ...(await openPostgres(database.url)), drop: () => database.drop() };
});

describe('several servers that start at once', { skip: postgresMissing() }, () => {
  for (const from of [null, ...files]) {
    test(`migrate once, and all of them run, from ${from ?? 'nothing'}`, () => startMany(from));
  }

  async function startMany(from: string | null): Promise<void> {
    const database = await freshDatabase();
    if (from !== null) {
      const early = await openPostgres(database.url);
      await migrateTo(early.db, from);
      await early.close();
    }
    const storages = await Promise.all(
      Array.from({ length: 6 }, () => openStorage({ url: database.url })),
    );
    try {
      const key = 'k';
      const [one, other] = storages.map((storage) =>
        createServer({ storage, origins: [ORIGIN], secret: SECRET }),
      );
      const { id } = await callsOf({ server: one! }).write(await signToken('alice'), key);
      const page = await callsOf({ server: other! }).thread(key);
      assert.equal(page.comments[0]?.id, id);
      await Promise.all([one!.close(), other!.close()]);
    } finally {
      await Promise.all(storages.map((storage) => storage.close()));
      await database.drop();
    }
  }
});
