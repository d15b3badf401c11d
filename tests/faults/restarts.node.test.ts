import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Client } from 'pg';
import { clearDevice, keptOnDevice } from '../cache/indexed-db.js';
import { httpBackend } from '../../src/backend/adapters/http.js';
import { Discussion } from '../../src/discussion/discussion.js';
import { edit } from '../../src/discussion/editing.js';
import { rememberOrigin } from '../../src/discussion/origin.js';
import { beginOutbox } from '../../src/discussion/outbox/life.js';
import { ownEntries } from '../../src/discussion/outbox/outbox.js';
import { sendWaiting } from '../../src/discussion/outbox/passing.js';
import { post } from '../../src/discussion/posting.js';
import { report } from '../../src/discussion/reporting.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { vote } from '../../src/discussion/voting.js';
import { withdraw } from '../../src/discussion/withdrawing.js';
import { formatSource } from '../../src/markup/format.js';
import { newId } from '../../src/model/new-id.js';
import { signToken } from '../server/support/site.js';
import { servesOf, type Run } from '../server/support/serve.js';
import {
  ownPostgresMissing,
  startCrashablePostgres,
  type CrashableCluster,
} from '../support/postgres.js';
import { freePort, until } from '../support/processes.js';

const THREAD = { key: 'k', url: 'https://journal.example/a', title: 'A' };
type Kind = 'post' | 'edit' | 'delete' | 'vote' | 'report';

/** The key of something in the outbox; the device's era ends with "!". */
const isEntry = /^outbox .*[^!]$/;

/** When something goes away: before the request, with it under way, after the answer, and with that. */
const MOMENTS = ['before', 'meanwhile', 'after', 'answer lost'] as const;

type Moment = (typeof MOMENTS)[number];

/** Something that can go away under a write of any of these kinds, and come back. */
interface Part {
  kinds: Kind[];
  goes: () => Promise<unknown>;
  comes: () => Promise<unknown>;
}

/** What happens to the next request that writes. */
let next: (Pick<Part, 'goes'> & { moment: Moment }) | null = null;

const reach = globalThis.fetch;

async function disturbed(...[url, init]: Parameters<typeof fetch>): Promise<Response> {
  const isWrite = init?.method !== undefined && init.method !== 'GET';
  if (!isWrite || !next) return reach(url, init);
  const { moment, goes } = next;
  next = null;
  if (moment === 'before') await goes();
  const answer = reach(url, init);
  if (moment === 'meanwhile') await Promise.allSettled([answer, goes()]);
  if (moment === 'before' || moment === 'meanwhile') return answer;
  const { status, headers } = await answer;
  const body = await (await answer).text();
  await goes();
  if (moment === 'answer lost') throw new TypeError('The answer is lost');
  return new Response(body || null, { status, headers });
}

/** The text or tombstone in the one place where a comment stands; `null`: in none. */
function textIn({ store }: Discussion, id: string): string | null {
  const places = store.list(null).ids.filter((one) => one === id);
  const comment = store.comment(id);
  assert.ok(places.length <= 1, 'it stands once');
  if (places.length === 0 || !comment) return null;
  return comment.tombstone ?? formatSource(comment.body);
}

describe('what a reader writes, whatever is restarted', { skip: ownPostgresMissing() }, () => {
  const serves = servesOf();
  let cluster: CrashableCluster;
  let run: Run;
  let port = 0;
  let token = '';
  let discussion: Discussion;
  const others = Array.from({ length: 16 }, () => newId());

  const serve = async (): Promise<string> => {
    run = serves.serve({ PORT: String(port), DATABASE_URL: cluster.url });
    return run.url;
  };
  const kill = (): Promise<unknown> => {
    run.child.kill('SIGKILL');
    return run.ended;
  };

  const open = async (): Promise<Discussion> => {
    const url = `http://127.0.0.1:${port}`;
    const options = { sort: 'newest', pageSize: 100, highlights: 0 } as const;
    const backend = httpBackend({ url });
    const opened = new Discussion({ ...options, backend, tokens: token, thread: THREAD });
    rememberOrigin(opened, url);
    await opened.load();
    await loadViewer(opened);
    await beginOutbox(opened);
    return opened;
  };

  const count = async (table: 'votes' | 'reports', comment: string): Promise<number> => {
    const client = new Client({ connectionString: cluster.url });
    await client.connect();
    const { rowCount } = await client.query(`select 1 from ${table} where comment = $1`, [comment]);
    await client.end();
    return rowCount ?? 0;
  };

  const writeAs = async (subject: string, id: string): Promise<void> => {
    const { status } = await reach(`http://127.0.0.1:${port}/v1/comments/${id}`, {
      method: 'PUT',
      headers: {
        Authorization: `Bearer ${await signToken(subject)}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({ thread: THREAD, parent: null, source: 'Theirs.' }),
    });
    assert.equal(status, 201);
  };

  before(async () => {
    cluster = await startCrashablePostgres();
    port = await freePort();
    token = await signToken('alice');
    await clearDevice();
    await serve();
    for (const id of others) await writeAs('bob', id);
    discussion = await open();
    globalThis.fetch = disturbed;
  });

  after(async () => {
    globalThis.fetch = reach;
    discussion.close();
    await kill();
    await cluster.stop();
  });

  /** The comment that a write of a kind is about. */
  const targetOf = async (kind: Kind): Promise<string> => {
    if (kind === 'vote' || kind === 'report') return others.shift()!;
    const id = newId();
    if (kind !== 'post') await post(discussion, { id, parent: null, source: 'First.' });
    return id;
  };

  const write = (kind: Kind, id: string, source: string): Promise<unknown> => {
    const complaint = { comment: id, reason: 'spam', details: '', notice: null } as const;
    switch (kind) {
      case 'post':
        return post(discussion, { id, parent: null, source });
      case 'edit':
        return edit(discussion, id, source);
      case 'delete':
        return withdraw(discussion, { comment: id, reason: 'author' });
      case 'vote':
        return vote(discussion, id, 1);
      case 'report':
        return report(discussion, complaint);
    }
  };

  /** What is shown of it, and what whoever comes next finds. */
  const outcomeOf = async (kind: Kind, id: string): Promise<unknown[]> => {
    if (kind === 'vote') return [discussion.votes.get(id), await count('votes', id)];
    if (kind === 'report') return [null, await count('reports', id)];
    const fresh = await open();
    fresh.close();
    return [textIn(discussion, id), textIn(fresh, id)];
  };

  const parts: Record<string, Part> = {
    // It takes seconds to come: a new comment, and what is kept apart from comments.
    'the server': { kinds: ['post', 'vote'], goes: () => kill(), comes: () => serve() },
    'the database': {
      kinds: ['post', 'edit', 'delete', 'vote', 'report'],
      goes: () => cluster.crash(),
      comes: () => cluster.restart(),
    },
  };

  for (const [part, { kinds, goes, comes }] of Object.entries(parts)) {
    for (const moment of MOMENTS) {
      it(`stands once when ${part} goes (${moment}) and comes back`, async () => {
        for (const kind of kinds) {
          const what = `${kind}, ${part}, ${moment}`;
          const id = await targetOf(kind);
          const source = `Text ${id}`;
          next = { moment, goes };
          await write(kind, id, source);
          assert.equal(next, null, what);
          await comes();
          const isSent = async (): Promise<boolean> => {
            await sendWaiting(discussion);
            return ownEntries(discussion).length === 0;
          };
          await until(isSent, `${what} to be sent`);
          const expected = {
            ...{ post: [source, source], edit: [source, source], delete: ['author', null] },
            ...{ vote: [1, 1], report: [null, 1] },
          };
          assert.deepEqual(await outcomeOf(kind, id), expected[kind], what);
        }
        const waiting = [...(await keptOnDevice()).keys()].filter((key) => isEntry.test(key));
        assert.deepEqual(waiting, []);
      });
    }
  }
});
