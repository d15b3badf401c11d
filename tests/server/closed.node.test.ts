import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeJwt } from 'jose';
import { newId } from '../../src/model/new-id.js';
import { moderator } from './support/moderation.js';
import {
  becomeGuest,
  newKey,
  onEachDatabase,
  query,
  secondsFromNow,
  signToken,
  threadOf,
  type CallInit,
  type TestSite,
} from './support/site.js';

const ROLES = [
  'visitor',
  'registered',
  'suspended',
  'erased',
  'guest',
  'suspended guest',
  'erased guest',
  'moderator',
] as const;
type Role = (typeof ROLES)[number];

interface Target {
  key: string;
  /** The actor's comment. */
  own: string;
  other: string;
}
type Request = [method: string, path: string, body?: unknown];

const CALLS: Record<string, (target: Target) => Request> = {
  create: ({ key }) => [
    'PUT',
    `/v1/comments/${newId()}`,
    { thread: threadOf(key), parent: null, source: 'Un mot.' },
  ],
  edit: ({ own }) => ['PATCH', `/v1/comments/${own}`, { source: 'Un autre mot.' }],
  delete: ({ own }) => ['DELETE', `/v1/comments/${own}`, { reason: 'author' }],
  vote: ({ other }) => ['PUT', `/v1/comments/${other}/vote`, { value: 1 }],
  'vote down': ({ other }) => ['PUT', `/v1/comments/${other}/vote`, { value: -1 }],
  report: ({ other }) => [
    'PUT',
    `/v1/reports/${newId()}`,
    { comment: other, reason: 'spam', details: '' },
  ],
  reject: ({ other }) => ['PUT', `/v1/comments/${other}/status`, { status: 'rejected' }],
};

/** What each role gets in a thread that is open, and in one that is closed. */
const EXPECTED: Record<string, [open: string, closed: string]> = {
  //       visitor registered suspended erased guest suspended-guest erased-guest moderator
  create: [
    'name ok suspended login ok suspended name ok',
    'name closed suspended login closed suspended closed closed',
  ],
  edit: [
    'login ok suspended login ok suspended login ok',
    'login closed suspended login closed suspended login closed',
  ],
  delete: ['login ok ok login ok ok login ok', 'login ok ok login ok ok login ok'],
  vote: [
    'login ok suspended login login suspended login ok',
    'login ok suspended login login suspended login ok',
  ],
  'vote down': [
    'login ok suspended login login suspended login ok',
    'login ok suspended login login suspended login ok',
  ],
  report: [
    'name ok suspended login ok suspended name ok',
    'name ok suspended login ok suspended name ok',
  ],
  reject: [
    'login forbidden forbidden login forbidden forbidden login ok',
    'login forbidden forbidden login forbidden forbidden login ok',
  ],
};

async function actorOf(site: TestSite, role: Role): Promise<string | null> {
  if (role === 'visitor') return null;
  if (role === 'moderator') return moderator();
  if (role.endsWith('guest')) return (await becomeGuest(site, 'Ana')).token;
  return signToken(`${role} ${newId()}`, { subscriber: false, iat: secondsFromNow(-60) });
}

/** What the call answers to the role: `ok` or why not. */
async function ask(site: TestSite, role: Role, name: string, isClosed: boolean) {
  const key = newKey();
  const other = await site.write(await signToken('other'), key);
  const token = await actorOf(site, role);
  const own = token === null ? other : await site.write(token, key);
  const team = await moderator();
  const must = async (method: string, path: string, init: CallInit): Promise<void> => {
    const { status } = await site.call(method, path, init);
    assert.ok(status < 300, `${method} ${path}: ${status}`);
  };
  if (role.startsWith('suspended')) {
    const body = { until: null, reason: '' };
    await must('PUT', `/v1/suspensions/${own.author.id}`, { token: team, body });
  }
  if (role.startsWith('erased')) {
    await must('DELETE', `/v1/accounts/${decodeJwt(token!).sub}`, { token });
  }
  if (isClosed) {
    const editor = await signToken('ed', { roles: ['staff'] });
    await must('PATCH', `/v1/thread?${query(key)}`, { token: editor, body: { closed: true } });
  }
  const [method, path, body] = CALLS[name]!({ key, own: own.id, other: other.id });
  const init = body === undefined ? { token } : { token, body };
  const answer = await site.call<{ code?: string } | null>(method, path, init);
  return answer.status < 300 ? 'ok' : answer.body?.code;
}

onEachDatabase(
  'a site that takes guests and down votes',
  { commentAccess: 'guests', voteAccess: 'registered', downVotes: true },
  (site) => {
    for (const [name, expected] of Object.entries(EXPECTED)) {
      for (const [index, words] of expected.entries()) {
        const isClosed = index === 1;
        test(`${name}, ${isClosed ? 'closed' : 'open'}`, async () => {
          const answers: (string | undefined)[] = [];
          for (const role of ROLES) answers.push(await ask(site, role, name, isClosed));
          assert.equal(answers.join(' '), words);
        });
      }
    }
  },
);
