import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { createServer, openStorage, type Server, type Storage } from '../../../src/server/index.js';
import { listen, type Listener } from '../../../src/server/node/listen.js';
import { stateOf } from '../../../src/server/storage/state.js';
import { freshDatabase, postgresMissing, type TestDatabase } from '../../support/postgres.js';
import { until } from '../../support/processes.js';
import { dyingNetwork } from '../support/dying-network.js';
import { openEvents } from '../support/events.js';
import { callsOf, newKey, SECRET, signToken } from '../support/site.js';

interface Member {
  storage: Storage;
  server: Server;
  listener: Listener;
  notices: string[];
}

describe('servers of one PostgreSQL', { skip: postgresMissing() }, () => {
  let database: TestDatabase;
  let client: Client;
  const members: Member[] = [];

  /** `isDeaf`: as behind a pooler that shares connections, which takes LISTEN and passes nothing on. */
  async function join(isDeaf = false): Promise<Member> {
    const storage = await openStorage({ url: database.url });
    const { pool } = stateOf(storage);
    assert.ok(pool !== null);
    if (isDeaf) {
      const { listen: hear } = pool;
      pool.listen = (channel, _onMessage, onLost) => hear(channel, () => {}, onLost);
    }
    const notices: string[] = [];
    const server = createServer({
      storage,
      origins: '*',
      secret: SECRET,
      limits: 'off',
      observer: { onNotice: (message) => notices.push(message) },
    });
    const listener = await listen((request, from) => server.fetch(request, from), {
      port: 0,
      host: '127.0.0.1',
    });
    const member = { storage, server, listener, notices };
    members.push(member);
    return member;
  }

  /** Connections that listen. */
  const listening = async (): Promise<number[]> => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity
      where datname = current_database() and application_name = 'palabre events'`,
    );
    return rows.map(({ pid }) => pid);
  };

  before(async () => {
    database = await freshDatabase();
    client = new Client({ connectionString: database.url });
    await client.connect();
  });

  after(async () => {
    for (const { storage, server, listener } of members) {
      server.endEvents();
      await listener.close();
      await server.close();
      await storage.close();
    }
    await client.end();
    await database.drop();
  });

  test('hear each other, and lose nothing when the connections that listen are ended', async () => {
    const [one, other] = [await join(), await join()];
    const key = newKey();
    const token = await signToken('alice');
    assert.deepEqual(await listening(), []);
    const reader = await openEvents(one.listener.url, key, { since: 0 });
    const writers = [callsOf(one), callsOf(other)];
    const written: string[] = [];
    const write = async (): Promise<string> => {
      const { id } = await writers[written.length % 2]!.write(token, key);
      written.push(id);
      return id;
    };
    await reader.has(await write());
    await reader.has(await write());
    for (let times = 0; times < 3; times += 1) {
      await until(async () => (await listening()).length === 1, 'a connection that listens');
      const [pid] = await listening();
      const begin = written.length;
      const writing = (async () => {
        while (written.length < begin + 10) await write();
      })();
      await client.query('select pg_terminate_backend($1)', [pid]);
      await writing;
      await reader.has(written.at(-1) ?? '');
      const isAnother = async (): Promise<boolean> => {
        const now = await listening();
        return now.length === 1 && now[0] !== pid;
      };
      await until(isAnother, 'another connection');
    }
    assert.deepEqual(reader.ids(), written);
    const revisions = reader.events.map(({ revision }) => revision);
    assert.deepEqual(
      revisions,
      [...revisions].sort((a, b) => a - b),
    );
    await until(async () => one.notices.length === 6, 'notices of each loss and return');
    assert.match(one.notices[0] ?? '', /not heard/);
    assert.match(one.notices[1] ?? '', /heard again/);
    assert.deepEqual(other.notices, []);
    reader.close();
  });

  test('leave no connection behind where listening is refused', async () => {
    const storage = await openStorage({ url: database.url });
    const { pool } = stateOf(storage);
    const before = await listening();
    try {
      for (let tries = 0; tries < 3; tries += 1) {
        await assert.rejects(pool!.listen('no channel', assert.fail, () => {}));
      }
      await until(async () => (await listening()).length === before.length, 'their ends');
    } finally {
      await storage.close();
    }
  });

  test('end although the network to the database is gone', async (context) => {
    const network = await dyingNetwork(database.url);
    const storage = await openStorage({ url: network.url });
    const before = (await listening()).length;
    let isLost = false;
    try {
      const end = await stateOf(storage).pool!.listen(
        ...(['palabre', () => {}, () => (isLost = true)] as const),
      );
      await until(async () => (await listening()).length === before + 1, 'it to listen');
      network.die();
      context.mock.timers.enable({ apis: ['setTimeout'] });
      let isEnded = false;
      void Promise.all([end(), storage.close()]).then(() => (isEnded = true));
      context.mock.timers.tick(5_000);
      context.mock.timers.reset();
      await until(async () => isEnded && isLost, 'the end of both, and of the connection');
    } finally {
      network.close();
    }
  });

  test('look for themselves where nothing is heard', async () => {
    const [deaf, other] = [await join(true), members[1]!];
    const key = newKey();
    const token = await signToken('alice');
    const reader = await openEvents(deaf.listener.url, key, { since: 0 });
    for (let times = 0; times < 3; times += 1) {
      await reader.has((await callsOf(other).write(token, key)).id);
    }
    reader.close();
  });
});
