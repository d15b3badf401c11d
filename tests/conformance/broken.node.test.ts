import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checked } from '../../src/backend/checked.js';
import { describeBackend, type Harness } from '../../src/backend/conformance/index.js';
import type { CommentsBackend } from '../../src/backend/contract.js';
import type { Comment, CommentId } from '../../src/model/comment.js';
import { MemoryBackend, memoryHarness } from './memory-backend.js';

interface Result {
  names: string[];
  failed: string[];
}

/** Runs the suite as a test runner would, and tells what failed. */
async function run(harness: Harness): Promise<Result> {
  const bodies: [name: string, body: () => Promise<void>][] = [];
  await describeBackend(() => harness, {
    name: 'recorded',
    describe: (_, body) => body(),
    it: (name, body) => bodies.push([name, body]),
    after: () => {},
  });
  const failed: string[] = [];
  for (const [name, body] of bodies) {
    await body().catch((error: unknown) => failed.push(`${name}\n  ${String(error)}`));
  }
  return { names: bodies.map(([name]) => name), failed };
}

/** Cursors that count entries instead of naming one. */
class OffsetCursors extends MemoryBackend {
  override async loadComments(
    query: Parameters<CommentsBackend['loadComments']>[0],
    options: Parameters<CommentsBackend['loadComments']>[1],
  ): ReturnType<CommentsBackend['loadComments']> {
    const whole = await super.loadComments({ ...query, after: null, limit: 10_000 }, options);
    const from = Number(query.after ?? 0);
    const list = whole.lists.find(({ parent }) => parent === query.parent);
    if (list) {
      const { length } = list.ids;
      list.ids = list.ids.slice(from, from + query.limit);
      list.page.cursor = from + query.limit < length ? String(from + query.limit) : null;
    }
    return whole;
  }
}

class LosesComments extends MemoryBackend {
  #count = 0;

  override async createComment(
    ...args: Parameters<MemoryBackend['createComment']>
  ): Promise<Comment> {
    const answer = await super.createComment(...args);
    this.#count += 1;
    if (this.#count % 7 === 0) this.rows.pop();
    return answer;
  }
}

class DoublesComments extends MemoryBackend {
  override async createComment(
    ...[sent, options]: Parameters<MemoryBackend['createComment']>
  ): Promise<Comment> {
    const known = this.rows.some(({ comment }) => comment.id === sent.id);
    const id: CommentId = known ? crypto.randomUUID() : sent.id;
    return super.createComment({ ...sent, id }, options);
  }
}

class UpdatesOnCreate extends MemoryBackend {
  override async createComment(
    ...[sent, options]: Parameters<MemoryBackend['createComment']>
  ): Promise<Comment> {
    const known = await super.createComment(sent, options);
    const row = this.rows.find(({ comment }) => comment.id === sent.id);
    if (row?.comment.tombstone !== null || known.tombstone !== null) return known;
    const children = [{ type: 'text', value: sent.source } as const];
    row.comment.body = { type: 'root', children: [{ type: 'paragraph', children }] };
    return structuredClone(row.comment);
  }
}

class LeaksAuthors extends MemoryBackend {
  override async deleteComment(
    ...[id, reason, options]: Parameters<MemoryBackend['deleteComment']>
  ): Promise<Comment> {
    const row = this.rows.find(({ comment }) => comment.id === id);
    const before = row?.comment;
    const gone = await super.deleteComment(id, reason, options);
    if (row && before?.tombstone === null) Object.assign(row.comment, { author: before.author });
    return gone;
  }
}

class CutsReplies extends MemoryBackend {
  override async deleteComment(
    ...[id, reason, options]: Parameters<MemoryBackend['deleteComment']>
  ): Promise<Comment> {
    const gone = await super.deleteComment(id, reason, options);
    const kept = this.rows.filter(({ comment }) => comment.parent !== id);
    this.rows.splice(0, Infinity, ...kept);
    return gone;
  }
}

class ForgetsTombstones extends MemoryBackend {
  override async loadChanges(
    ...args: Parameters<MemoryBackend['loadChanges']>
  ): ReturnType<MemoryBackend['loadChanges']> {
    const answer = await super.loadChanges(...args);
    return { ...answer, comments: answer.comments.filter(({ tombstone }) => tombstone === null) };
  }
}

class TellsWhoVoted extends MemoryBackend {
  override async loadThread(
    ...[query, options]: Parameters<CommentsBackend['loadThread']>
  ): ReturnType<CommentsBackend['loadThread']> {
    const page = await super.loadThread(query, options);
    return Object.assign(page, { myVotes: options.token ? [options.token] : [] });
  }
}

class HidesAncestors extends MemoryBackend {
  override async loadThread(
    ...[query, options]: Parameters<CommentsBackend['loadThread']>
  ): ReturnType<CommentsBackend['loadThread']> {
    const page = await super.loadThread(query, options);
    return { ...page, around: page.around?.slice(-1) ?? null };
  }
}

class SwallowsAborts extends MemoryBackend {
  override loadThread(
    ...[query]: Parameters<CommentsBackend['loadThread']>
  ): ReturnType<CommentsBackend['loadThread']> {
    return super.loadThread(query, {});
  }
}

const BROKEN: [what: string, backend: new () => MemoryBackend, rule: string][] = [
  ['loses every seventh comment', LosesComments, 'rule 4: paging by oldest meets each entry once'],
  ['writes a resend twice', DoublesComments, 'rule 1: a create sent twice is one comment'],
  ['updates on create', UpdatesOnCreate, 'rule 1: a create never updates'],
  ['pages by offset', OffsetCursors, 'rule 4: paging by newest neither repeats nor skips'],
  ['leaves the author in a tombstone', LeaksAuthors, 'rule 9: no answer tells whose it was'],
  ['withdraws the replies too', CutsReplies, 'rule 9: the replies stay'],
  ['leaves tombstones out of changes', ForgetsTombstones, 'rule 6: laid over what was known'],
  ['mixes the personal into the public', TellsWhoVoted, 'rule 2: public reads are the same'],
  ['answers a comment without ancestors', HidesAncestors, 'rule 5: a comment at depth 8'],
  ['pays aborts no attention', SwallowsAborts, 'rule 7: an abort rejects'],
];

describe('the conformance suite', () => {
  it('passes a backend that keeps the contract', async () => {
    assert.deepEqual((await run(memoryHarness(new MemoryBackend()))).failed, []);
  });

  for (const [what, Broken, rule] of BROKEN) {
    it(`fails a backend that ${what}`, async () => {
      const { failed } = await run(memoryHarness(new Broken()));
      assert.ok(
        failed.some((failure) => failure.startsWith(rule)),
        `${rule}… did not fail; these did:\n${failed.join('\n')}`,
      );
    });
  }

  it('names what a backend declares absent, and runs the rest', async () => {
    const harness = memoryHarness(new MemoryBackend(), (whole) => {
      const backend = checked(whole);
      delete backend.voteComment;
      return backend;
    });
    const { names, failed } = await run(harness);
    assert.deepEqual(failed, []);
    const absent = names.filter((name) => name.startsWith('declares absent: voteComment'));
    assert.equal(absent.length, 1);
    assert.match(absent[0]!, /^declares absent: voteComment \(.+\); tests left out: [1-9]/);
    assert.ok(!names.some((name) => name.includes('a vote sent twice')));
  });

  it('runs on a backend that only reads', async () => {
    const whole = new MemoryBackend();
    const harness = memoryHarness(whole, () => ({
      loadThread: (query, options) => whole.loadThread(query, options),
      loadComments: (query, options) => whole.loadComments(query, options),
    }));
    harness.write = async (thread, parent, source) => {
      const sent = { id: crypto.randomUUID(), thread, parent, source };
      return (await whole.createComment(sent, { token: 'subscriberA' })).id;
    };
    const { names, failed } = await run(harness);
    assert.deepEqual(failed, []);
    assert.equal(names.filter((name) => name.startsWith('declares absent')).length, 17);
    assert.ok(names.some((name) => name.startsWith('rule 4: paging by best')));
  });
});
