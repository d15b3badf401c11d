import type { Comment, CommentId } from '../../model/comment.js';
import type { ThreadRef } from '../../model/thread.js';
import { equal, ok, sameMembers } from './assert.js';
import { atOnce, PAGES_MAX, tick, type Site } from './site.js';
import type { DefineTest } from './test.js';

const CHANGES = ['content', 'createComment', 'loadChanges'] as const;

/** Everything since a revision, answer after answer. */
async function readChanges(
  site: Site<'loadChanges'>,
  { key }: ThreadRef,
  since: number,
): Promise<{ records: Comment[]; revision: number }> {
  const records: Comment[] = [];
  let revision = since;
  for (let steps = 0; ; steps += 1) {
    ok(steps < PAGES_MAX, `no end after ${PAGES_MAX} answers`);
    const answer = await site.backend.loadChanges(key, revision, {});
    ok(answer.revision >= revision, `the revision went from ${revision} to ${answer.revision}`);
    ok(!answer.more || answer.revision > revision, 'an answer without progress says "more"');
    let last = revision;
    for (const record of answer.comments) {
      ok(record.revision >= last, `revision ${record.revision} stands after ${last}`);
      last = record.revision;
      ok(last > revision, `revision ${last} is not after ${revision}`);
      ok(last <= answer.revision, `revision ${last} is beyond the answer's ${answer.revision}`);
    }
    records.push(...answer.comments);
    ({ revision } = answer);
    if (!answer.more) return { records, revision };
  }
}

/** Changes laid over what was known, as a page does it: the higher revision wins. */
function merge(known: Map<CommentId, Comment>, changes: Comment[]): Map<CommentId, Comment> {
  const merged = new Map(known);
  for (const record of changes) {
    const old = merged.get(record.id);
    if (!old || record.revision >= old.revision) merged.set(record.id, record);
  }
  return merged;
}

/** Those that stand in a list: what its author took back only above something that stands there. */
function listed(records: Map<CommentId, Comment>): Map<CommentId, Comment> {
  const found = new Map<CommentId, Comment>();
  for (const record of records.values()) {
    if (record.tombstone !== null && record.tombstone !== 'moderation') continue;
    let at: Comment | undefined = record;
    for (; at && !found.has(at.id); at = records.get(at.parent ?? '')) found.set(at.id, at);
  }
  return found;
}

/** Everything that changed since a revision; revisions only grow. */
export function changes(test: DefineTest): void {
  test('nothing changed, nothing answered', CHANGES, async (site) => {
    const thread = await site.newThread();
    equal((await readChanges(site, thread, 0)).records, [], 'in an empty thread');
    await site.write(thread);
    const { revision } = (await site.load(thread)).thread;
    equal(await readChanges(site, thread, revision), { records: [], revision }, 'since now');
  });

  test('everything since the beginning is the whole thread', CHANGES, async (site) => {
    const thread = await site.newThread();
    const [parent] = await site.writeMany(thread, 30);
    await site.writeMany(thread, 10, { parent });
    const { records } = await site.readTree(thread);
    const read = await readChanges(site, thread, 0);
    const byId = Object.fromEntries(merge(new Map(), read.records));
    equal(byId, Object.fromEntries(records), 'the records');
  });

  test(
    'every write raises the revision of its record and of the thread',
    [...CHANGES, 'editComment', 'voteComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const author = await site.as('subscriberA');
      const written = await site.write(thread);
      let { revision } = written;
      ok(revision > 0, 'a create raises the revision');
      const writes: [string, () => Promise<Comment>][] = [
        ['an edit', () => site.backend.editComment(written.id, site.text(), author)],
        [
          'a vote',
          async () => site.backend.voteComment(written.id, 1, await site.as('subscriberB')),
        ],
        ['a withdrawal', () => site.backend.deleteComment(written.id, 'author', author)],
      ];
      for (const [what, write] of writes) {
        const record = await write();
        await site.settle();
        ok(record.revision > revision, `${what}: ${record.revision} after ${revision}`);
        equal(
          (await readChanges(site, thread, revision)).records,
          [record],
          `${what} since before`,
        );
        ok((await site.load(thread)).thread.revision >= record.revision, `${what}: the thread's`);
        ({ revision } = record);
      }
    },
  );

  test(
    'laid over what was known, changes give what a new reader reads',
    [...CHANGES, 'editComment', 'voteComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const ids = await site.writeMany(thread, 8);
      const before = await site.readTree(thread);
      const { revision } = (await site.load(thread)).thread;
      const author = await site.as('subscriberA');
      const voter = await site.as('subscriberB');
      await site.write(thread, { by: 'subscriberB', parent: ids[7]! });
      await site.backend.editComment(ids[0]!, site.text(), author);
      await site.backend.voteComment(ids[1]!, 1, voter);
      await site.backend.voteComment(ids[2]!, 1, voter);
      await site.backend.voteComment(ids[2]!, 0, voter);
      await site.backend.deleteComment(ids[3]!, 'author', author);
      await site.backend.deleteComment(ids[4]!, 'moderation', await site.as('moderator'));
      await site.backend.pickComment?.(ids[5]!, true, await site.as('admin'));
      const since = (await readChanges(site, thread, revision)).records;
      const merged = listed(merge(before.records, since));
      const after = (await site.readTree(thread)).records;
      sameMembers([...merged.keys()], [...after.keys()], 'the comments');
      for (const [id, record] of after) equal(merged.get(id), record, 'a record');
      ok(!since.some(({ id }) => id === ids[6]), 'what did not change is not answered');
    },
  );

  test('closing changes the thread', [...CHANGES, 'updateThread'], async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const { revision } = (await site.load(thread)).thread;
    await site.backend.updateThread(thread.key, { closed: true }, await site.as('admin'));
    await site.settle();
    const answer = await site.backend.loadChanges(thread.key, revision, {});
    equal(answer.thread.closed, true, 'the thread is closed');
    ok(answer.thread.revision > revision, `the revision stayed at ${revision}`);
  });

  test('no change slips between two answers while many write at once', CHANGES, async (site) => {
    const thread = await site.newThread();
    const seen: CommentId[] = [];
    let revision = 0;
    let writing = true;
    const follow = async (): Promise<void> => {
      let last = false;
      while (!last) {
        last = !writing;
        const answer = await readChanges(site, thread, revision);
        seen.push(...answer.records.map(({ id }) => id));
        ({ revision } = answer);
        await tick();
      }
    };
    const write = async (): Promise<CommentId[]> => {
      try {
        return (await atOnce(6, () => site.writeMany(thread, 5))).flat();
      } finally {
        writing = false;
      }
    };
    const [ids] = await Promise.all([write(), follow()]);
    await site.settle();
    const rest = await readChanges(site, thread, revision);
    seen.push(...rest.records.map(({ id }) => id));
    sameMembers([...new Set(seen)], ids, 'the comments that were seen');
  });
}
