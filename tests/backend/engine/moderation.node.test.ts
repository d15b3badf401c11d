import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memoryBackend, type SiteRules } from '../../../src/backend/adapters/memory.js';
import { checked } from '../../../src/backend/checked.js';
import type { Comment, LivingComment, Tombstone } from '../../../src/model/comment.js';
import type { Queue } from '../../../src/model/moderation.js';
import { newId } from '../../../src/model/new-id.js';

const THREAD = { key: 'k', url: 'https://journal.example/k', title: 'K' };

const ROLES: Record<string, string[]> = { mo: ['moderator'], ada: ['admin', 'staff'] };

function open(rules: SiteRules = {}) {
  const people = Object.fromEntries(
    ['ida', 'bob', 'eve', 'ana', 'mo', 'ada'].map((token) => [
      token,
      { name: token, subscriber: true, roles: ROLES[token] ?? [] },
    ]),
  );
  const backend = checked(memoryBackend({ people, ...rules })) as Required<
    ReturnType<typeof memoryBackend>
  >;
  const as = (token: string) => ({ token });
  return {
    backend,
    as,
    mo: as('mo'),
    write: (who = 'ida', source = 'A word.', parent: string | null = null) =>
      backend.createComment({ id: newId(), thread: THREAD, parent, source }, as(who)),
    report: (comment: string, who: string, id = newId()) =>
      backend.reportComment({ id, comment, reason: 'spam', details: `says ${who}` }, as(who)),
    read: () => backend.loadThread({ key: 'k', sort: 'oldest', limit: 50 }, {}),
    queue: async (queue: Queue) =>
      (await backend.loadQueue({ queue, after: null, limit: 50 }, as('mo'))).items,
    pending: async (who: string) => (await backend.loadViewer('k', as(who))).pending,
  };
}

const statusOf = (comment: Comment): string => comment.tombstone ?? comment.status;

describe('pre-moderation', () => {
  it('shows what waits to its author and to moderators, and to nobody else', async () => {
    const { backend, write, read, queue, pending } = open({ moderation: 'pre' });
    const written = await write();
    assert.equal(statusOf(written), 'pending');
    const { comments, thread, lists } = await read();
    assert.deepEqual([comments, thread.total, lists[0]!.page.total], [[], 0, 0]);
    assert.deepEqual((await backend.loadChanges('k', 0, {})).comments, []);
    assert.deepEqual(await backend.loadLatest(5, {}), []);
    assert.deepEqual(await pending('ida'), [written]);
    assert.deepEqual(await pending('mo'), [written]);
    assert.deepEqual(await pending('bob'), []);
    const [item] = await queue('pending');
    assert.deepEqual(
      [item!.comment, item!.source, item!.holds],
      [written, 'A word.', ['pre-moderation']],
    );
    assert.deepEqual(item!.thread, THREAD);
  });

  it('takes neither replies, votes nor reports for what waits', async () => {
    const { backend, write, report, as } = open({ moderation: 'pre' });
    const { id } = await write();
    await assert.rejects(write('bob', 'Me too.', id), { code: 'not-found' });
    await assert.rejects(backend.voteComment(id, 1, as('bob')), { code: 'not-found' });
    await assert.rejects(report(id, 'bob'), { code: 'not-found' });
  });

  it('lets appear what is approved, in changes too', async () => {
    const { backend, write, read, mo, queue, pending } = open({ moderation: 'pre' });
    const { id, revision } = await write();
    const approved = await backend.moderateComment(id, 'published', mo);
    assert.deepEqual((await read()).comments, [approved]);
    assert.deepEqual((await backend.loadChanges('k', revision, {})).comments, [approved]);
    assert.deepEqual([await queue('pending'), await pending('ida')], [[], []]);
    assert.deepEqual(await backend.moderateComment(id, 'published', mo), approved);
  });

  it('tells its author alone what was refused, and may let it appear after all', async () => {
    const { backend, write, read, mo, queue, pending } = open({ moderation: 'pre' });
    const { id } = await write();
    const refused = await backend.moderateComment(id, 'rejected', mo);
    assert.equal(statusOf(refused), 'rejected');
    assert.deepEqual(await pending('ida'), [refused]);
    assert.deepEqual((await read()).comments, []);
    assert.equal((await queue('rejected')).length, 1);
    await backend.moderateComment(id, 'published', mo);
    assert.equal((await read()).thread.total, 1);
  });

  it('takes an edited comment off the page again, unless it was refused', async () => {
    const { backend, write, read, mo, as, queue } = open({ moderation: 'pre' });
    const { id } = await write();
    await assert.rejects(backend.editComment(id, 'Hm.', as('bob')), { code: 'not-found' });
    await assert.rejects(backend.deleteComment(id, 'author', as('bob')), { code: 'not-found' });
    await backend.moderateComment(id, 'published', mo);
    await backend.editComment(id, 'Other words.', as('ida'));
    assert.deepEqual((await read()).comments.map(statusOf), ['moderation']);
    const [item] = await queue('pending');
    assert.deepEqual([item!.source, item!.holds], ['Other words.', ['pre-moderation']]);
    const { id: refused } = await write();
    await backend.moderateComment(refused, 'rejected', mo);
    await assert.rejects(backend.editComment(refused, 'Hm.', as('ida')), { code: 'forbidden' });
  });

  it('lets the newsroom’s own comments appear at once', async () => {
    assert.equal(statusOf(await open({ moderation: 'pre' }).write('mo')), 'published');
  });

  it('is a thread’s own where an editor said so, and the site’s again afterwards', async () => {
    for (const [site, own, as] of [
      ['post', 'pre', ['published', 'pending', 'published']],
      ['pre', 'post', ['pending', 'published', 'pending']],
    ] as const) {
      const { backend, write, mo } = open({ moderation: site });
      const first = await write();
      await backend.updateThread('k', { moderation: own }, mo);
      await backend.updateThread('k', { title: 'Another' }, mo);
      const second = await write();
      await backend.updateThread('k', { moderation: null }, mo);
      assert.deepEqual([first, second, await write()].map(statusOf), as);
    }
  });
});

describe('what moderation withdrew', () => {
  it('is a tombstone for everybody, and can be restored as it was', async () => {
    const { backend, write, read, mo, as, queue, pending } = open();
    const { id } = await write();
    const reply = await write('bob', 'Well.', id);
    await backend.voteComment(id, 1, as('bob'));
    const before = (await read()).comments.find((entry) => entry.id === id) as LivingComment;
    const gone = await backend.moderateComment(id, 'rejected', mo);
    assert.deepEqual(Object.keys(gone).sort(), [
      'createdAt',
      'ground',
      'id',
      'parent',
      'revision',
      'tombstone',
    ]);
    assert.equal(gone.tombstone, 'moderation');
    assert.deepEqual(await backend.deleteComment(id, 'moderation', mo), gone);
    assert.deepEqual((await read()).comments, [gone, reply]);
    assert.deepEqual([await pending('ida'), await pending('mo')], [[], []]);
    const [item] = await queue('rejected');
    assert.deepEqual([item!.source, item!.holds], ['A word.', ['moderator']]);
    const restored = await backend.moderateComment(id, 'published', mo);
    assert.deepEqual({ ...restored, revision: 0 }, { ...before, revision: 0 });
    assert.ok(restored.revision > gone.revision);
  });

  it('is gone for good when its author or an erasure withdrew it', async () => {
    const { backend, write, mo, as, queue } = open();
    const first = await write();
    const second = await write('bob');
    await backend.deleteComment(first.id, 'author', as('ida'));
    await backend.eraseAccount('bob', as('bob'));
    const third = await write('eve');
    await backend.moderateComment(third.id, 'rejected', mo);
    const gone = await backend.deleteComment(third.id, 'author', as('eve'));
    assert.equal(gone.tombstone, 'moderation');
    assert.deepEqual(await queue('rejected'), []);
    for (const { id } of [first, second, third]) {
      await assert.rejects(backend.moderateComment(id, 'published', mo), { code: 'gone' });
    }
  });
});

describe('reports', () => {
  it('count once per reader, and wait until a moderator settles them', async () => {
    const { backend, write, report, queue, mo } = open();
    const { id } = await write();
    const report1 = newId();
    await report(id, 'bob', report1);
    await report(id, 'bob', report1);
    await report(id, 'bob');
    await report(id, 'eve');
    const [item] = await queue('reported');
    assert.equal(item!.reportCount, 2);
    assert.deepEqual(
      item!.reports.map(({ details }) => details),
      ['says bob', 'says eve'],
    );
    await backend.moderateComment(id, 'published', mo);
    await report(id, 'bob');
    assert.deepEqual(await queue('reported'), []);
  });

  it('hide a comment once there are enough, until a moderator restores it', async () => {
    const { backend, write, report, read, queue, mo, pending } = open({ hideAfterReports: 2 });
    const { id } = await write();
    await report(id, 'bob');
    assert.equal((await read()).thread.total, 1);
    await report(id, 'eve');
    const { comments, thread } = await read();
    assert.deepEqual([comments.map(statusOf), thread.total], [['moderation'], 0]);
    assert.deepEqual(await pending('bob'), []);
    const [item] = await queue('pending');
    assert.deepEqual([item!.holds, item!.reportCount], [['reports'], 2]);
    await backend.moderateComment(id, 'published', mo);
    assert.equal((await read()).thread.total, 1);
    await report(id, 'mo');
    await report(id, 'ana');
    assert.equal((await read()).thread.total, 1);
  });

  it('of an id that is taken are a conflict', async () => {
    const { write, report } = open();
    const { id } = await write();
    const taken = newId();
    await report(id, 'bob', taken);
    await assert.rejects(report(id, 'eve', taken), { code: 'conflict' });
  });
});

describe('the queue', () => {
  it('is read page by page, oldest first, the rejected ones newest first', async () => {
    const { backend, write, mo } = open({ moderation: 'pre' });
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) ids.push((await write()).id);
    const readAll = async (queue: Queue): Promise<string[]> => {
      const found: string[] = [];
      let after: string | null = null;
      do {
        const { items, page } = await backend.loadQueue({ queue, after, limit: 3 }, mo);
        found.push(...items.map(({ comment }) => comment.id));
        assert.equal(page.total, 7);
        after = page.cursor;
      } while (after !== null);
      return found;
    };
    assert.deepEqual(await readAll('pending'), ids);
    for (const id of ids) await backend.moderateComment(id, 'rejected', mo);
    assert.deepEqual(await readAll('rejected'), [...ids].reverse());
  });

  it('takes no cursor of another queue, and no other reader', async () => {
    const { backend, write, mo, as } = open({ moderation: 'pre' });
    await write();
    await write();
    const query = { queue: 'pending', after: null, limit: 1 } as const;
    const { cursor } = (await backend.loadQueue(query, mo)).page;
    for (const after of [cursor, 'nonsense', '[]']) {
      const asked = backend.loadQueue({ ...query, queue: 'rejected', after }, mo);
      await assert.rejects(asked, { code: 'invalid' });
    }
    await assert.rejects(backend.loadQueue(query, as('ida')), { code: 'forbidden' });
    await assert.rejects(backend.loadQueue(query, {}), { code: 'login' });
  });
});

describe('a suspension', () => {
  it('ends at its time, or when it is lifted; withdrawing stays allowed', async () => {
    let now = Date.UTC(2027, 2, 1);
    const { backend, write, report, mo, as } = open({ now: () => now });
    const { id, author } = (await write()) as LivingComment;
    const other = await write('bob');
    const until = new Date(now + 60_000).toISOString();
    await backend.suspendAccount(author.id, { until, reason: 'Calm down' }, mo);
    const { can } = await backend.loadViewer('k', as('ida'));
    const denied = { allowed: false, reason: 'suspended', until };
    assert.deepEqual(
      [can.comment, can.vote, can.report, can.edit],
      [denied, denied, denied, denied],
    );
    const refusal = { code: 'suspended', retryAfter: 60 };
    await assert.rejects(write(), refusal);
    await assert.rejects(backend.voteComment(other.id, 1, as('ida')), refusal);
    await assert.rejects(report(other.id, 'ida'), refusal);
    await assert.rejects(backend.editComment(id, 'Other words.', as('ida')), refusal);
    now += 60_000;
    await write();
    await backend.suspendAccount(author.id, { until: null, reason: '' }, mo);
    await assert.rejects(write(), { code: 'suspended', retryAfter: null });
    await backend.deleteComment(id, 'author', as('ida'));
    await backend.suspendAccount(author.id, null, mo);
    await write();
  });

  it('outlives the erasure of the account', async () => {
    const { backend, write, mo, as } = open();
    const { author } = (await write()) as LivingComment;
    await backend.suspendAccount(author.id, { until: null, reason: '' }, mo);
    await backend.eraseAccount('ida', as('ida'));
    await assert.rejects(write(), { code: 'suspended' });
  });

  it('is for moderators to give; to the newsroom, for administrators', async () => {
    const { backend, write, mo, as } = open();
    const { author } = (await write('mo')) as LivingComment;
    const { author: ida } = (await write()) as LivingComment;
    const suspension = { until: null, reason: '' };
    const suspend = (id: string, who: string) => backend.suspendAccount(id, suspension, as(who));
    await assert.rejects(suspend(author.id, 'mo'), { code: 'forbidden' });
    await assert.rejects(suspend(newId(), 'mo'), { code: 'not-found' });
    await assert.rejects(suspend(ida.id, 'bob'), { code: 'forbidden' });
    await suspend(author.id, 'ada');
    await assert.rejects(suspend(ida.id, 'mo'), { code: 'forbidden' });
    await assert.rejects(backend.loadQueue({ queue: 'pending', after: null, limit: 1 }, mo), {
      code: 'forbidden',
    });
  });
});

describe('guests', () => {
  it('take part under a name, where that is enough', async () => {
    const { backend, write, as } = open({ commentAccess: 'guests' });
    const visitor = await backend.loadViewer('k', {});
    assert.deepEqual(visitor.can.comment, { allowed: false, reason: 'name', until: null });
    const { token, account } = await backend.createGuest(' Zoé ', {});
    assert.deepEqual([account.name, account.badges], ['Zoé', ['guest']]);
    const viewer = await backend.loadViewer('k', as(token));
    assert.deepEqual(viewer.account, account);
    assert.deepEqual(viewer.can.comment, { allowed: true });
    assert.deepEqual(viewer.can.vote, { allowed: false, reason: 'login', until: null });
    const written = (await write(token)) as LivingComment;
    assert.deepEqual(written.author, account);
    const other = await backend.createGuest('Zoé', {});
    assert.notEqual(other.account.id, account.id);
    await assert.rejects(backend.editComment(written.id, 'Mine.', as(other.token)), {
      code: 'forbidden',
    });
  });

  it('take nobody’s name, and need one that can be seen', async () => {
    const { backend, write } = open({ commentAccess: 'guests' });
    await write('ida');
    for (const name of ['ida', ' IDA', 'ïda', 'i\u200bda']) {
      await assert.rejects(backend.createGuest(name, {}), { code: 'conflict' });
    }
    await backend.createGuest('bob', {});
    await assert.rejects(backend.createGuest(' \u200b', {}), { code: 'empty' });
    await assert.rejects(backend.createGuest('x'.repeat(81), {}), { code: 'too-long' });
    await assert.rejects(open().backend.createGuest('Zoé', {}), { code: 'unsupported' });
  });

  it('hide nothing by their reports', async () => {
    const { backend, write, report, read } = open({ commentAccess: 'guests', hideAfterReports: 1 });
    const { id } = await write();
    await report(id, (await backend.createGuest('Zoé', {})).token);
    assert.equal((await read()).thread.total, 1);
    await report(id, 'bob');
    assert.equal((await read()).thread.total, 0);
  });
});

describe('a thread that nobody has written in', () => {
  it('can begin closed, or moderated', async () => {
    const closed = open();
    await closed.backend.updateThread('k', { closed: true }, closed.mo);
    await assert.rejects(closed.write(), { code: 'closed' });
    const moderated = open();
    await moderated.backend.updateThread('k', { moderation: 'pre' }, moderated.mo);
    assert.equal(statusOf(await moderated.write()), 'pending');
  });

  it('takes its address from the newsroom, and no other kind of address', async () => {
    const { backend, mo, write } = open();
    const url = 'https://journal.example/true';
    await backend.updateThread('k', { url }, mo);
    await write();
    assert.equal((await backend.loadLatest(1, {}))[0]!.thread.url, url);
    const wrong = backend.updateThread('k', { url: 'mailto:a@b.example' }, mo);
    await assert.rejects(wrong, { code: 'invalid' });
  });
});

describe('the ground of a withdrawal', () => {
  it('stands on the tombstone until the comment is restored', async () => {
    const { backend, write, read, mo, as } = open();
    const { id } = await write();
    const withdraw = (ground?: 'hate' | 'spam') =>
      backend.deleteComment(id, 'moderation', { ...mo, ground });
    const told = async () => ((await read()).comments[0] as Tombstone).ground;
    const gone = (await withdraw('hate')) as Tombstone;
    assert.equal(gone.ground, 'hate');
    assert.deepEqual(await withdraw(), gone);
    assert.deepEqual((await read()).comments, [gone]);
    const changed = await withdraw('spam');
    assert.ok(changed.revision > gone.revision);
    assert.equal(await told(), 'spam');
    await backend.moderateComment(id, 'published', mo);
    await backend.moderateComment(id, 'rejected', mo);
    assert.equal(await told(), null);
    await withdraw('hate');
    await backend.deleteComment(id, 'author', as('ida'));
    assert.equal(await told(), 'hate');
    await backend.eraseAccount('ida', as('ada'));
    assert.equal(await told(), 'hate');
  });

  it('is of the list, and no author’s to give', async () => {
    const { backend, write, mo, as } = open();
    const { id } = await write();
    const own = { ...as('ida'), ground: 'hate' } as const;
    await assert.rejects(backend.deleteComment(id, 'author', own), { code: 'invalid' });
    const unknown = { ...mo, ground: 'whim' as 'hate' };
    await assert.rejects(backend.deleteComment(id, 'moderation', unknown), { code: 'invalid' });
  });

  it('is not that of a comment which nobody had seen', async () => {
    const { backend, write, mo } = open({ moderation: 'pre' });
    const { id } = await write();
    const refused = await backend.deleteComment(id, 'moderation', { ...mo, ground: 'hate' });
    assert.equal(statusOf(refused), 'rejected');
    await backend.moderateComment(id, 'published', mo);
    const gone = await backend.moderateComment(id, 'rejected', mo);
    assert.equal((gone as Tombstone).ground, null);
  });
});

describe('the authors of an article', () => {
  it('pick comments, close and reopen there, and nothing else', async () => {
    const { backend, write, mo, as } = open();
    const { id } = await write();
    const canOf = async (key: string) => (await backend.loadViewer(key, as('bob'))).can;
    assert.equal((await canOf('k')).pick.allowed, false);
    await assert.rejects(backend.pickComment(id, true, as('bob')), { code: 'forbidden' });
    await backend.updateThread('k', { authors: ['bob'] }, mo);
    const { pick, close, moderate } = await canOf('k');
    assert.deepEqual([pick.allowed, close.allowed, moderate.allowed], [true, true, false]);
    assert.equal((await canOf('other')).pick.allowed, false);
    assert.equal(((await backend.pickComment(id, true, as('bob'))) as LivingComment).picked, true);
    assert.equal((await backend.updateThread('k', { closed: true }, as('bob'))).closed, true);
    assert.equal((await backend.updateThread('k', { closed: false }, as('bob'))).closed, false);
    for (const [key, patch] of [
      ['k', { title: 'Mine' }],
      ['k', { closed: true, authors: [] }],
      ['other', { closed: true }],
    ] as const) {
      await assert.rejects(backend.updateThread(key, { ...patch } as object, as('bob')), {
        code: 'forbidden',
      });
    }
  });

  it('may be there from the beginning', async () => {
    const people = { bob: { name: 'Bob' } };
    const threads = [{ key: 'k', authors: ['bob'], comments: [{ author: 'Ida', text: 'Hm.' }] }];
    const { can } = await memoryBackend({ people, threads }).loadViewer('k', { token: 'bob' });
    assert.equal(can.pick.allowed, true);
  });
});
