import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newId } from '../../src/model/new-id.js';
import { postgresMissing } from '../support/postgres.js';
import { moderator } from './support/moderation.js';
import {
  newKey,
  onEachDatabase,
  query,
  secondsFromNow,
  signToken,
  threadOf,
  type Answer,
  type CallInit,
  type Claims,
  type TestSite,
} from './support/site.js';
import { commentThatIs, STANDINGS, type Standing } from './support/standings.js';

const ROLES = [
  'visitor',
  'registered',
  'subscriber',
  'suspended',
  'staff',
  'moderator',
  'admin',
  'erased',
] as const;
type Role = (typeof ROLES)[number];

const CLAIMS: Record<Role, Claims> = {
  visitor: {},
  registered: { subscriber: false },
  subscriber: {},
  suspended: {},
  staff: { subscriber: false, roles: ['staff'] },
  moderator: { subscriber: false, roles: ['moderator'] },
  admin: { subscriber: false, roles: ['admin'] },
  // By a token that is older than the erasure.
  erased: { iat: secondsFromNow(-60) },
};

interface Target {
  id: string;
  key: string;
  account: string;
  /** Whose comment it is. */
  owner: string;
}

/** `standings` is a list with commas between; `own` and `others` what each role gets, in order. */
interface Row {
  standings: string;
  own: string;
  others: string;
}

interface Call {
  request: (target: Target) => [method: string, path: string, body?: unknown];
  rows: Row[];
}

const ANY = STANDINGS.join();
const UNSEEN = 'pending,rejected';
const GONE = 'hidden,withdrawn,taken back,erased';

/** The same for one's own things and for those of others. */
function row(standings: string, all: string, others = all): Row {
  return { standings, own: all, others };
}

const comment = (id: string, rest = ''): string => `/v1/comments/${id}${rest}`;

//                       visitor registered subscriber suspended staff moderator admin erased
const CALLS: Record<string, Call> = {
  'create again': {
    request: ({ id, key }) => [
      'PUT',
      comment(id),
      { thread: threadOf(key), parent: null, source: 'Un mot.' },
    ],
    rows: [row(ANY, 'login ok ok ok ok ok ok ok', `login${' conflict'.repeat(7)}`)],
  },
  edit: {
    request: ({ id }) => ['PATCH', comment(id), { source: 'Un autre mot.' }],
    rows: [
      row(
        'published',
        'login subscribe ok suspended ok ok ok login',
        'login subscribe forbidden suspended forbidden forbidden forbidden login',
      ),
      row(
        'pending',
        'login subscribe ok suspended ok ok ok login',
        'login subscribe not-found suspended not-found forbidden forbidden login',
      ),
      row(
        'rejected',
        'login subscribe forbidden suspended forbidden forbidden forbidden login',
        'login subscribe not-found suspended not-found forbidden forbidden login',
      ),
      row(GONE, 'login subscribe gone suspended gone gone gone login'),
    ],
  },
  'delete as author': {
    request: ({ id }) => ['DELETE', comment(id), { reason: 'author' }],
    rows: [
      row(
        `published,${GONE}`,
        'login ok ok ok ok ok ok login',
        `login${' forbidden'.repeat(6)} login`,
      ),
      row(
        UNSEEN,
        'login ok ok ok ok ok ok login',
        'login not-found not-found not-found not-found forbidden forbidden login',
      ),
    ],
  },
  'delete as moderator': {
    request: ({ id }) => ['DELETE', comment(id), { reason: 'moderation' }],
    rows: [row(ANY, 'login forbidden forbidden forbidden forbidden ok ok login')],
  },
  approve: {
    request: ({ id }) => ['PUT', comment(id, '/status'), { status: 'published' }],
    rows: [
      row(
        'published,pending,rejected,hidden,withdrawn',
        'login forbidden forbidden forbidden forbidden ok ok login',
      ),
      row('taken back,erased', 'login forbidden forbidden forbidden forbidden gone gone login'),
    ],
  },
  reject: {
    request: ({ id }) => ['PUT', comment(id, '/status'), { status: 'rejected' }],
    rows: [row(ANY, 'login forbidden forbidden forbidden forbidden ok ok login')],
  },
  vote: {
    request: ({ id }) => ['PUT', comment(id, '/vote'), { value: 1 }],
    rows: [
      row(
        'published',
        'login subscribe forbidden suspended forbidden forbidden forbidden login',
        'login subscribe ok suspended ok ok ok login',
      ),
      row(UNSEEN, 'login subscribe not-found suspended not-found not-found not-found login'),
      row(GONE, 'login subscribe gone suspended gone gone gone login'),
    ],
  },
  'vote down': {
    request: ({ id }) => ['PUT', comment(id, '/vote'), { value: -1 }],
    rows: [row(ANY, 'login subscribe forbidden suspended forbidden forbidden forbidden login')],
  },
  pick: {
    request: ({ id }) => ['PUT', comment(id, '/pick'), { picked: true }],
    rows: [
      row('published', 'login forbidden forbidden forbidden ok ok ok login'),
      row(UNSEEN, 'login forbidden forbidden forbidden not-found not-found not-found login'),
      row(GONE, 'login forbidden forbidden forbidden gone gone gone login'),
    ],
  },
  report: {
    request: ({ id }) => [
      'PUT',
      `/v1/reports/${newId()}`,
      { comment: id, reason: 'other', details: '' },
    ],
    rows: [
      row('published', 'login ok ok suspended ok ok ok login'),
      row(UNSEEN, 'login not-found not-found suspended not-found not-found not-found login'),
      row(GONE, 'login gone gone suspended gone gone gone login'),
    ],
  },
  reply: {
    request: ({ id, key }) => [
      'PUT',
      comment(newId()),
      { thread: threadOf(key), parent: id, source: 'Une réponse.' },
    ],
    rows: [
      row('published', 'login subscribe ok suspended ok ok ok login'),
      row(UNSEEN, 'login subscribe not-found suspended not-found not-found not-found login'),
      row(GONE, 'login subscribe gone suspended gone gone gone login'),
    ],
  },
  'change the thread': {
    request: ({ key }) => ['PATCH', `/v1/thread?${query(key)}`, { title: 'Titre' }],
    rows: [row('published', 'login forbidden forbidden forbidden ok ok ok login')],
  },
  'close the thread': {
    request: ({ key }) => ['PATCH', `/v1/thread?${query(key)}`, { closed: true }],
    rows: [row('published', 'login forbidden forbidden forbidden ok ok ok login')],
  },
  'read the queue': {
    request: () => ['GET', '/v1/queue'],
    rows: [row('published', 'login forbidden forbidden forbidden forbidden ok ok login')],
  },
  'read the log': {
    request: () => ['GET', '/v1/audit'],
    rows: [row('published', 'login forbidden forbidden forbidden forbidden ok ok login')],
  },
  suspend: {
    request: ({ account }) => ['PUT', `/v1/suspensions/${account}`, { until: null, reason: '' }],
    rows: [
      row(
        'published',
        `login${' forbidden'.repeat(6)} login`,
        'login forbidden forbidden forbidden forbidden ok ok login',
      ),
    ],
  },
  'lift a suspension': {
    request: ({ account }) => ['DELETE', `/v1/suspensions/${account}`],
    rows: [
      row(
        'published',
        `login${' forbidden'.repeat(6)} login`,
        'login forbidden forbidden forbidden forbidden ok ok login',
      ),
    ],
  },
  'export an account': {
    request: ({ owner }) => ['GET', `/v1/accounts/${owner}/export`],
    rows: [
      row(
        'published,erased',
        'login ok ok ok ok ok ok ok',
        `login${' forbidden'.repeat(5)} ok forbidden`,
      ),
    ],
  },
  'erase an account': {
    request: ({ owner }) => ['DELETE', `/v1/accounts/${owner}`],
    rows: [row(ANY, 'login ok ok ok ok ok ok ok', `login${' forbidden'.repeat(5)} ok forbidden`)],
  },
};

/** A token that is younger than any erasure that the test makes. */
async function tokenOf(site: TestSite, role: Role, subject: string): Promise<string | null> {
  if (role === 'visitor') return null;
  const claims = { iat: secondsFromNow(5), ...CLAIMS[role] };
  const token = await signToken(subject, claims);
  if (role === 'erased') {
    const { status } = await site.call('DELETE', `/v1/accounts/${subject}`, { token });
    assert.equal(status, 204);
  }
  if (role !== 'suspended') return token;
  const { author } = await site.write(token, newKey());
  const body = { until: null, reason: '' };
  const path = `/v1/suspensions/${author.id}`;
  assert.equal((await site.call('PUT', path, { token: await moderator(), body })).status, 204);
  return token;
}

async function ask(
  site: TestSite,
  { request }: Call,
  standing: Standing,
  role: Role,
  whose: 'own' | 'others',
): Promise<string | undefined> {
  const subject = `${role}-${newId()}`;
  const owner = whose === 'own' ? subject : `owner-${newId()}`;
  const target = await commentThatIs(site, standing, owner);
  const token = await tokenOf(site, role, subject);
  const [method, path, body] = request({ ...target, owner });
  const init: CallInit = body === undefined ? { token } : { token, body };
  const answer: Answer<{ code?: string } | null> = await site.call(method, path, init);
  return answer.status < 300 ? 'ok' : answer.body?.code;
}

onEachDatabase('who may do what to what', { reportThreshold: 1 }, (site, kind) => {
  // What is allowed knows no database: where there are two, one of them gets it all.
  const isSample = kind === 'PGlite' && !postgresMissing();
  for (const [name, call] of Object.entries(CALLS)) {
    describe(name, () => {
      for (const { standings, ...expected } of call.rows) {
        const all = standings.split(',') as Standing[];
        for (const standing of isSample ? all.slice(0, 1) : all) {
          for (const whose of ['own', 'others'] as const) {
            test(`${whose}, ${standing}`, async () => {
              const answers: (string | undefined)[] = [];
              for (const role of ROLES) answers.push(await ask(site, call, standing, role, whose));
              assert.equal(answers.join(' '), expected[whose]);
            });
          }
        }
      }
    });
  }
});
