import fc, { type Arbitrary } from 'fast-check';
import type { Block, CommentBody, Inline } from '../../src/model/body.js';
import type { Author, Comment, LivingComment, Tombstone } from '../../src/model/comment.js';
import { TOMBSTONE_REASONS } from '../../src/model/comment.js';
import type {
  CommentList,
  CommentPage,
  ThreadChanges,
  ThreadInfo,
  ThreadPage,
} from '../../src/model/thread.js';
import type { Guest } from '../../src/model/guest.js';
import { REPORT_REASONS } from '../../src/model/report.js';
import { ACTIONS, DENIALS, type Permission, type Viewer } from '../../src/model/viewer.js';

const value = fc.string({ unit: 'binary' });
const count = fc.nat();
const id = fc.uuid({ version: 7 });
const time = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

const inlines: Arbitrary<Inline[]> = fc.letrec<{ inline: Inline; inlines: Inline[] }>((tie) => ({
  inlines: fc.array(tie('inline'), { maxLength: 4 }),
  inline: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('text' as const), value }),
    fc.record({ type: fc.constant('inlineCode' as const), value }),
    fc.record({ type: fc.constant('break' as const) }),
    fc.record({
      type: fc.constantFrom('emphasis' as const, 'strong' as const, 'delete' as const),
      children: tie('inlines'),
    }),
    fc.record({
      type: fc.constant('link' as const),
      url: fc.constantFrom('https://exemple.fr/a?b#c', 'HTTP://exemple.fr', 'mailto:a@exemple.fr'),
      children: tie('inlines'),
    }),
  ),
})).inlines;

const blocks: Arbitrary<Block[]> = fc.letrec<{ block: Block; blocks: Block[] }>((tie) => ({
  blocks: fc.array(tie('block'), { maxLength: 3 }),
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ type: fc.constant('paragraph' as const), children: inlines }),
    fc.record({ type: fc.constant('code' as const), value }),
    fc.record({ type: fc.constant('blockquote' as const), children: tie('blocks') }),
    fc
      .record({
        type: fc.constant('list' as const),
        start: fc.option(count),
        children: fc.array(
          fc.record({ type: fc.constant('listItem' as const), children: tie('blocks') }),
          { maxLength: 3 },
        ),
      })
      .map((list) => ({ ...list, ordered: list.start !== null })),
  ),
})).blocks;

export const body: Arbitrary<CommentBody> = fc.record({
  type: fc.constant('root' as const),
  children: blocks,
});

const author: Arbitrary<Author> = fc.record({
  id,
  name: value,
  picture: fc.option(fc.constant('https://exemple.fr/p.jpg')),
  badges: fc.array(value, { maxLength: 3 }),
});

const place = { id, parent: fc.option(id), createdAt: time, revision: count };

const tombstone: Arbitrary<Tombstone> = fc.record({
  ...place,
  tombstone: fc.constantFrom(...TOMBSTONE_REASONS),
  ground: fc.option(fc.constantFrom(...REPORT_REASONS)),
});

const living: Arbitrary<LivingComment> = fc.record({
  ...place,
  tombstone: fc.constant(null),
  author,
  body,
  status: fc.constantFrom('published' as const, 'pending' as const, 'rejected' as const),
  editedAt: fc.option(time),
  votes: fc.option(fc.record({ up: count, down: count })),
  picked: fc.boolean(),
});

export const comment: Arbitrary<Comment> = fc.oneof(living, tombstone);

const comments = fc.uniqueArray(comment, { maxLength: 6, selector: (entry) => entry.id });

const info: Arbitrary<ThreadInfo> = fc.record({
  key: value,
  closed: fc.boolean(),
  revision: count,
  total: count,
  downVotes: fc.boolean(),
});

/** Every comment stands in the list of its parent. */
function listsOf(records: Comment[]): CommentList[] {
  return [...new Set(records.map(({ parent }) => parent))].map((parent) => {
    const ids = records.filter((entry) => entry.parent === parent).map((entry) => entry.id);
    return { parent, ids, page: { total: ids.length, cursor: ids[0] ?? null } };
  });
}

export const commentPage: Arbitrary<CommentPage> = comments.map((records) => ({
  comments: records,
  lists: listsOf(records),
}));

export const threadPage: Arbitrary<ThreadPage> = fc
  .record({
    page: commentPage,
    thread: info,
  })
  .map(({ page, thread }) => {
    const top = page.comments.find(({ parent }) => parent === null);
    return {
      ...page,
      thread,
      highlights: page.comments.slice(0, 2).map((entry) => entry.id),
      around: top ? [top.id] : null,
    };
  });

export const threadChanges: Arbitrary<ThreadChanges> = fc.record({
  thread: info,
  comments,
  revision: count,
  more: fc.boolean(),
});

const permission: Arbitrary<Permission> = fc.oneof(
  fc.constant({ allowed: true } as const),
  fc.record({
    allowed: fc.constant(false as const),
    reason: fc.constantFrom(...DENIALS),
    until: fc.option(time),
  }),
);

export const viewer: Arbitrary<Viewer> = fc.record({
  account: fc.option(author),
  can: fc.record(Object.fromEntries(ACTIONS.map((action) => [action, permission]))),
  editMinutes: fc.option(count),
  now: fc.option(time),
  votes: fc.array(fc.record({ id, value: fc.constantFrom(1 as const, -1 as const) })),
  pending: comments,
});

export const guest: Arbitrary<Guest> = fc.record({
  token: fc.string({ minLength: 1 }),
  account: author,
});

export const counts = fc.array(fc.record({ key: value, count }));

export const latest = fc.array(
  fc.record({ comment, thread: fc.record({ key: value, url: value, title: value }) }),
  { maxLength: 3 },
);

export { info };
