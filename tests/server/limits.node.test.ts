import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import type { Viewer } from '../../src/model/viewer.js';
import { createServer, openStorage } from '../../src/server/index.js';
import { clientAddress, networkOf } from '../../src/server/limits/address.js';
import { parseLimits } from '../../src/server/limits/budgets.js';
import type { Problem } from '../../src/wire/problem.js';
import { freshDatabase, postgresMissing } from '../support/postgres.js';
import { until } from '../support/processes.js';
import {
  callsOf,
  newKey,
  onEachDatabase,
  ORIGIN,
  query,
  SECRET,
  signToken,
  threadOf,
  type TestSite,
} from './support/site.js';

const HOUR = 3_600;

let accounts = 0;

function newAccount(claims = {}): Promise<string> {
  accounts += 1;
  return signToken(`limited ${accounts} of ${process.pid}`, claims);
}

const create = (site: Pick<TestSite, 'call'>, token: string, id = newId(), key = newKey()) =>
  site.call<Problem>('PUT', `/v1/comments/${id}`, {
    token,
    body: { thread: threadOf(key), parent: null, source: 'Un mot.' },
  });

const mayComment = async (site: Pick<TestSite, 'call'>, token: string) =>
  (await site.call<Viewer>('GET', `/v1/viewer?${query(newKey())}`, { token })).body.can.comment;

const limits = {
  comment: [{ points: 3, seconds: HOUR }],
  vote: [{ points: 2, seconds: HOUR }],
  report: [{ points: 1, seconds: HOUR }],
  write: [{ points: 1, seconds: HOUR }],
};

onEachDatabase('limits of an account', { limits }, (site) => {
  test('are refused with the time to wait, and the viewer says so', async () => {
    const token = await newAccount();
    for (let count = 0; count < 3; count += 1) {
      assert.deepEqual(await mayComment(site, token), { allowed: true });
      assert.equal((await create(site, token)).status, 201);
    }
    const refused = await create(site, token);
    assert.deepEqual([refused.status, refused.body.code], [429, 'wait']);
    const { retryAfter } = refused.body;
    assert.ok(retryAfter !== null && retryAfter > 0 && retryAfter <= HOUR);
    assert.equal(refused.headers.get('Retry-After'), String(retryAfter));
    const permission = await mayComment(site, token);
    assert.ok(!permission.allowed && permission.reason === 'wait' && permission.until !== null);
    assert.ok(Date.parse(permission.until) > Date.now());
    assert.deepEqual(await mayComment(site, await newAccount()), { allowed: true });
  });

  test('do not count what is sent again', async () => {
    const token = await newAccount();
    const [id, key] = [newId(), newKey()];
    assert.equal((await create(site, token, id, key)).status, 201);
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await create(site, token, id, key)).status, 200);
    }
    assert.equal((await create(site, token)).status, 201);
    assert.equal((await create(site, token)).status, 201);
    assert.equal((await create(site, token)).status, 429);
    assert.equal((await create(site, token, id, key)).status, 200);
  });

  test('count comments, votes, reports and all else apart', async () => {
    const token = await newAccount();
    const { id } = await site.write(await newAccount(), newKey());
    const own = await site.write(token, newKey());
    const report = newId();
    const send = async (method: string, path: string, body: object) =>
      (await site.call(method, path, { token, body })).status;
    const reports = (as: string) =>
      send('PUT', `/v1/reports/${as}`, { comment: id, reason: 'other', details: '' });
    const vote = () => send('PUT', `/v1/comments/${id}/vote`, { value: 1 });
    assert.deepEqual([await vote(), await vote(), await vote()], [200, 200, 429]);
    assert.deepEqual([await reports(report), await reports(report)], [204, 204]);
    assert.equal(await reports(newId()), 429);
    const edit = (source: string) => send('PATCH', `/v1/comments/${own.id}`, { source });
    assert.deepEqual([await edit('Un autre.'), await edit('Encore un.')], [200, 429]);
    assert.equal((await create(site, token)).status, 201);
  });

  test('are not the team’s', async () => {
    const token = await newAccount({ roles: ['moderator'] });
    for (let count = 0; count < 5; count += 1) {
      assert.equal((await create(site, token)).status, 201);
    }
    assert.deepEqual(await mayComment(site, token), { allowed: true });
  });
});

onEachDatabase(
  'a limit that has passed',
  { limits: { comment: [{ points: 1, seconds: 1 }] } },
  (site) => {
    test('is none', async () => {
      const token = await newAccount();
      const answered = async (status: number): Promise<boolean> =>
        (await create(site, token)).status === status;
      assert.ok(await answered(201));
      // A slow machine can let it pass before the second comment, not before every other.
      await until(() => answered(429), 'a comment that is refused');
      await until(() => answered(201), 'a comment that is taken');
    });
  },
);

const perAddress = { request: [{ points: 5, seconds: HOUR }] };

onEachDatabase('limits of an address', { limits: perAddress }, (site) => {
  const ask = async (address: string | null, path = `/v1/thread?${query('address')}`) => {
    const request = new Request(`https://comments.example${path}`, { headers: { Origin: ORIGIN } });
    return site.server.fetch(request, { address });
  };

  test('hold for one, for its /64, and for no neighbour or proxy of ours', async () => {
    const statuses = async (addresses: (string | null)[]) =>
      Promise.all(addresses.map(async (address) => (await ask(address)).status));
    const five = Array.from({ length: 5 }, () => 200);
    assert.deepEqual(await statuses(Array.from({ length: 6 }, () => '203.0.113.7')), [
      ...five,
      429,
    ]);
    const sameNet = Array.from({ length: 6 }, (_, last) => `2001:db8:1:2::${last}`);
    assert.deepEqual(await statuses(sameNet), [...five, 429]);
    assert.deepEqual(await statuses(['203.0.113.8', '2001:db8:1:3::1']), [200, 200]);
    for (const address of ['10.0.0.1', '127.0.0.1', '::1', 'fd00::1', null]) {
      const many = await statuses(Array.from({ length: 8 }, () => address));
      assert.ok(
        many.every((status) => status === 200),
        String(address),
      );
    }
  });

  test('are told to the page that asked', async () => {
    let answer = await ask('203.0.113.9');
    while (answer.status === 200) answer = await ask('203.0.113.9');
    assert.equal(answer.headers.get('Access-Control-Allow-Origin'), '*');
    assert.ok(((await answer.json()) as Problem).retryAfter);
  });
});

const oneWrite = { write: [{ points: 1, seconds: HOUR }] };

onEachDatabase('a limit of guests', { limits: oneWrite, commentAccess: 'guests' }, (site) => {
  test('holds for those behind one address together, whatever they are called', async () => {
    const become = async (address: string) => {
      const request = new Request('https://comments.example/v1/guests', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Ana' }),
      });
      return (await site.server.fetch(request, { address })).status;
    };
    for (let count = 0; count < 10; count += 1) assert.equal(await become('198.51.100.3'), 201);
    assert.equal(await become('198.51.100.3'), 429);
    assert.equal(await become('198.51.100.4'), 201);
  });
});

const oneVote = { vote: [{ points: 1, seconds: HOUR }] };

onEachDatabase('a limit of writes', { limits: oneVote }, (site) => {
  test('leaves room for ten accounts behind one address', async () => {
    const { id } = await site.write(await newAccount(), newKey());
    const vote = async (address: string) => {
      const request = new Request(`https://comments.example/v1/comments/${id}/vote`, {
        method: 'PUT',
        headers: {
          Authorization: `Bearer ${await newAccount()}`,
          'Content-Type': 'application/json',
        },
        body: JSON.stringify({ value: 1 }),
      });
      return (await site.server.fetch(request, { address })).status;
    };
    for (let count = 0; count < 10; count += 1) assert.equal(await vote('198.51.100.1'), 200);
    assert.equal(await vote('198.51.100.1'), 429);
    assert.equal(await vote('198.51.100.2'), 200);
  });
});

describe('limits of several servers', { skip: postgresMissing() }, () => {
  test('are counted together', async () => {
    const database = await freshDatabase();
    const storages = [
      await openStorage({ url: database.url }),
      await openStorage({ url: database.url }),
    ];
    const servers = storages.map((storage) =>
      createServer({ storage, limits, origins: [ORIGIN], secret: SECRET }),
    );
    try {
      const [one, two] = servers.map((server) => callsOf({ server }));
      const token = await newAccount();
      assert.equal((await create(one!, token)).status, 201);
      assert.equal((await create(two!, token)).status, 201);
      assert.equal((await create(one!, token)).status, 201);
      assert.equal((await create(two!, token)).status, 429);
      assert.equal((await mayComment(two!, token)).allowed, false);
    } finally {
      for (const server of servers) await server.close();
      for (const storage of storages) await storage.close();
      await database.drop();
    }
  });
});

describe('addresses', () => {
  test('of clients: as many of the last entries as there are proxies', () => {
    const cases: [string | undefined, string | undefined, number, string | null][] = [
      ['192.0.2.1', undefined, 0, '192.0.2.1'],
      ['192.0.2.1', '6.6.6.6', 0, '192.0.2.1'],
      ['10.0.0.1', '6.6.6.6, 192.0.2.1', 1, '192.0.2.1'],
      ['10.0.0.1', '192.0.2.1', 5, '192.0.2.1'],
      ['10.0.0.1', undefined, 1, '10.0.0.1'],
      ['10.0.0.1', ' 192.0.2.1:4711 ', 1, '192.0.2.1'],
      ['10.0.0.1', '[2001:db8::1]:4711', 1, '2001:db8::1'],
      ['::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
      ['10.0.0.1', 'unknown', 1, null],
      [undefined, undefined, 0, null],
    ];
    for (const [socket, forwarded, proxies, expected] of cases) {
      assert.equal(clientAddress(socket, forwarded, proxies), expected, forwarded);
    }
  });

  test('of networks: the /64 of IPv6, however it is written', () => {
    assert.equal(networkOf('192.0.2.1'), '192.0.2.1');
    const same = ['2001:db8::1', '2001:0DB8:0:0:ffff::', '2001:db8:0:0:1:2:3:4'].map(networkOf);
    assert.deepEqual(new Set(same), new Set(['2001:db8:0:0::/64']));
    assert.equal(networkOf('2001:db8:0:1::1'), '2001:db8:0:1::/64');
    assert.equal(networkOf('fe80::1'), null);
    assert.equal(networkOf('172.20.1.1'), null);
  });

  test('limits are written as numbers per time', () => {
    assert.deepEqual(parseLimits('5/minute, 60/hour'), [
      { points: 5, seconds: 60 },
      { points: 60, seconds: HOUR },
    ]);
    assert.deepEqual(parseLimits('off'), []);
    for (const wrong of ['', '5', '0/minute', '5/fortnight', '5/minute,', '-1/hour', '1e3/day']) {
      assert.equal(parseLimits(wrong), null, wrong);
    }
  });
});
