import type { Comment } from '../../model/comment.js';
import { newId } from '../../model/new-id.js';
import { canonical, doesNotSay, equal, ok, rejects } from './assert.js';
import { tick } from './site.js';
import type { DefineTest } from './test.js';
import { expectVotes } from './votes.js';

const CREATE = ['createComment'] as const;

/** Writes carry their client's ids; twice is the same as once; a create never updates. */
export function idempotentWrites(test: DefineTest): void {
  test('a create sent twice is one comment', CREATE, async (site) => {
    const thread = await site.newThread();
    const sent = { id: newId(), thread, parent: null, source: site.text() };
    const options = await site.as('subscriberA');
    const first = await site.backend.createComment(sent, options);
    equal(first.id, sent.id, 'the id is the one that was sent');
    equal(await site.backend.createComment(sent, options), first, 'the second answer');
    const { lists } = await site.readTree(thread);
    equal(lists.get(null)!.ids, [sent.id], 'the list');
  });

  test('a create sent ten times at once is one comment', CREATE, async (site) => {
    const thread = await site.newThread();
    const sent = { id: newId(), thread, parent: null, source: site.text() };
    const options = await site.as('subscriberA');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => site.backend.createComment(sent, options)),
    );
    for (const answer of answers) equal(answer.id, sent.id, 'each answer is that comment');
    await site.settle();
    const page = await site.load(thread);
    equal([page.comments.length, page.thread.total], [1, 1], 'comments in the thread');
  });

  test('a reply sent twice is one reply', CREATE, async (site) => {
    const thread = await site.newThread();
    const parent = (await site.write(thread)).id;
    const sent = { id: newId(), thread, parent, source: site.text() };
    const options = await site.as('subscriberB');
    const first = await site.backend.createComment(sent, options);
    equal(await site.backend.createComment(sent, options), first, 'the second answer');
    equal((await site.readTree(thread)).lists.get(parent)!.ids, [sent.id], 'the replies');
  });

  test('a create never updates: a known id keeps its text', CREATE, async (site) => {
    const thread = await site.newThread();
    const written = await site.write(thread);
    const again = { id: written.id, thread, parent: null, source: site.text() };
    equal(
      await site.backend.createComment(again, await site.as('subscriberA')),
      written,
      'the answer to another text under the same id',
    );
    await site.settle();
    equal((await site.load(thread)).comments, [written], 'the comment');
  });

  test('a create sent again answers the edited text', [...CREATE, 'editComment'], async (site) => {
    const thread = await site.newThread();
    const source = site.text();
    const { id } = await site.write(thread, { source });
    const options = await site.as('subscriberA');
    const edited = await site.backend.editComment(id, site.text(), options);
    const sent = { id, thread, parent: null, source };
    equal(await site.backend.createComment(sent, options), edited, 'the answer');
  });

  test('a create sent again answers the tombstone', [...CREATE, 'deleteComment'], async (site) => {
    const thread = await site.newThread();
    const source = site.text();
    const { id } = await site.write(thread, { source });
    const options = await site.as('subscriberA');
    const tombstone = await site.backend.deleteComment(id, 'author', options);
    const sent = { id, thread, parent: null, source };
    equal(await site.backend.createComment(sent, options), tombstone, 'the answer');
    await site.settle();
    equal((await site.load(thread)).comments, [], 'the comments');
  });

  test('an id under another account, thread or parent is a conflict', CREATE, async (site) => {
    const thread = await site.newThread();
    const other = await site.newThread();
    const parent = (await site.write(thread, { by: 'subscriberB' })).id;
    const taken = await site.write(thread);
    const { id } = taken;
    const a = await site.as('subscriberA');
    const b = await site.as('subscriberB');
    const source = site.text();
    const create = site.backend.createComment.bind(site.backend);
    await rejects(create({ id, thread, parent: null, source }, b), 'conflict', 'another account');
    await rejects(
      create({ id, thread: other, parent: null, source }, a),
      'conflict',
      'another thread',
    );
    await rejects(create({ id, thread, parent, source }, a), 'conflict', 'another parent');
    await site.settle();
    equal((await site.load(other)).thread.total, 0, 'comments in the other thread');
    const { records, lists } = await site.readTree(thread);
    equal(records.get(id), taken, 'the comment that has the id');
    equal(lists.has(parent), false, 'a reply');
  });

  test(
    'a conflict reveals nothing of what has the id',
    [...CREATE, 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const elsewhere = await site.newThread();
      const here = await site.write(thread);
      const there = await site.write(elsewhere);
      const withdrawn = await site.write(thread);
      await site.backend.deleteComment(withdrawn.id, 'author', await site.as('subscriberA'));
      const b = await site.as('subscriberB');
      const answers: string[] = [];
      for (const { id, author, body } of [here, there, withdrawn]) {
        const sent = { id, thread, parent: null, source: site.text() };
        const error = await rejects(site.backend.createComment(sent, b), 'conflict', 'a taken id');
        const said = [error.message.replaceAll(id, ''), error.retryAfter];
        doesNotSay(
          said.join(' '),
          [author.id, author.name, textOf(body), elsewhere.key],
          'the conflict',
        );
        answers.push(canonical(said));
      }
      ok(
        new Set(answers).size === 1,
        `conflicts can be told apart: ${[...new Set(answers)].join(' ')}`,
      );
    },
  );

  test("order is the server's, whatever time an id claims", CREATE, async (site) => {
    const thread = await site.newThread();
    const ids = [newId(Date.UTC(2090, 0)), newId(Date.UTC(2000, 0)), newId(), newId(0)];
    for (const id of ids) {
      await site.write(thread, { id });
      await tick();
    }
    equal((await site.readTree(thread, 'oldest')).lists.get(null)!.ids, ids, 'oldest first');
  });

  test(
    'an edit sent twice is the same as once',
    ['content', 'createComment', 'editComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const source = site.text();
      const options = await site.as('subscriberA');
      const first = await site.backend.editComment(id, source, options);
      const second = await site.backend.editComment(id, source, options);
      equal(contentOf(second), contentOf(first), 'the second answer');
      await site.settle();
      equal((await site.load(thread)).comments.map(contentOf), [contentOf(first)], 'the comment');
    },
  );

  test(
    'a withdrawal sent twice is the same as once',
    [...CREATE, 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const { id } = await site.write(thread);
      const options = await site.as('subscriberA');
      const first = await site.backend.deleteComment(id, 'author', options);
      equal(await site.backend.deleteComment(id, 'author', options), first, 'the second answer');
    },
  );

  test('a vote sent twice counts once', [...CREATE, 'voteComment'], async (site) => {
    const thread = await site.newThread();
    const { id } = await site.write(thread);
    const options = await site.as('subscriberB');
    const vote = (value: 0 | 1): Promise<Comment> => site.backend.voteComment(id, value, options);
    for (const [value, up] of [
      [1, 1],
      [1, 1],
      [0, 0],
      [0, 0],
      [1, 1],
    ] as const) {
      expectVotes(await vote(value), { up, down: 0 }, `the votes after ${value}`);
    }
    await Promise.all(Array.from({ length: 8 }, () => vote(1)));
    await site.settle();
    expectVotes((await site.load(thread)).comments[0], { up: 1, down: 0 }, 'eight at once');
  });

  test('a pick sent twice is the same as once', [...CREATE, 'pickComment'], async (site) => {
    const thread = await site.newThread();
    const { id } = await site.write(thread);
    const options = await site.as('admin');
    for (const picked of [true, true, false, false]) {
      const answer = await site.backend.pickComment(id, picked, options);
      equal(answer.tombstone === null && answer.picked, picked, 'picked');
    }
  });

  test('a report sent twice is accepted twice', [...CREATE, 'reportComment'], async (site) => {
    const { id: comment } = await site.write(await site.newThread());
    const report = { id: newId(), comment, reason: 'spam', details: '' } as const;
    const options = await site.as('subscriberB');
    await site.backend.reportComment(report, options);
    await site.backend.reportComment(report, options);
    await site.backend.reportComment({ ...report, id: newId() }, options);
  });

  test(
    'closing and reopening sent twice is the same as once',
    [...CREATE, 'updateThread'],
    async (site) => {
      const thread = await site.newThread();
      await site.write(thread);
      const options = await site.as('admin');
      for (const closed of [true, true, false, false]) {
        const info = await site.backend.updateThread(thread.key, { closed }, options);
        equal([info.key, info.closed, info.total], [thread.key, closed, 1], 'the thread');
      }
    },
  );
}

/** All but the times of the last change, which a resend may renew. */
function contentOf(comment: Comment): unknown {
  return { ...comment, revision: null, editedAt: null };
}

function textOf(body: unknown): string {
  return /"value":"([^"\\]+)"/.exec(JSON.stringify(body))?.[1] ?? '';
}
