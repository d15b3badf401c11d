import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc, { type Arbitrary } from 'fast-check';
import * as parse from '../../src/backend/parse.js';
import { BODY_MAX_DEPTH, type CommentBody } from '../../src/model/body.js';
import type { Comment, Tombstone } from '../../src/model/comment.js';
import { PalabreError } from '../../src/model/errors.js';
import * as arbitrary from './arbitraries.js';

const PARSERS: [name: string, parse: (value: unknown) => unknown, valid: Arbitrary<unknown>][] = [
  ['parseThreadPage', parse.parseThreadPage, arbitrary.threadPage],
  ['parseCommentPage', parse.parseCommentPage, arbitrary.commentPage],
  ['parseChanges', parse.parseChanges, arbitrary.threadChanges],
  ['parseViewer', parse.parseViewer, arbitrary.viewer],
  ['parseGuest', parse.parseGuest, arbitrary.guest],
  ['parseComment', parse.parseComment, arbitrary.comment],
  ['parseCounts', parse.parseCounts, arbitrary.counts],
  ['parseLatest', parse.parseLatest, arbitrary.latest],
  ['parseThreadInfo', parse.parseThreadInfo, arbitrary.info],
];

/** `undefined`, or what was thrown instead of an answer. */
function failureOf(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

function assertMalformed(run: () => unknown): void {
  const error = failureOf(run);
  if (error === undefined) return;
  assert.ok(error instanceof PalabreError, `${(error as Error).stack}`);
  assert.equal(error.code, 'malformed');
}

/** The same value with one place in it replaced. */
function damage(value: unknown, path: number[], replacement: unknown): unknown {
  if (path.length === 0 || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[path[0]! % keys.length];
  if (key === undefined) return replacement;
  const copy: Record<string, unknown> = structuredClone(value) as Record<string, unknown>;
  copy[key] = damage(copy[key], path.slice(1), replacement);
  return Array.isArray(value) ? Object.values(copy) : copy;
}

for (const [name, parseValue, valid] of PARSERS) {
  describe(name, () => {
    it('answers what is valid as it was', () => {
      fc.assert(
        fc.property(valid, (value) => {
          const json = JSON.stringify(value);
          assert.deepEqual(parseValue(JSON.parse(json)), JSON.parse(json));
        }),
      );
    });

    it('throws nothing but `malformed` at any JSON', () => {
      fc.assert(fc.property(fc.jsonValue(), (value) => assertMalformed(() => parseValue(value))));
      for (const value of [undefined, null, 0, '', [], {}])
        assertMalformed(() => parseValue(value));
    });

    it('throws nothing but `malformed` at what is nearly valid', () => {
      const path = fc.array(fc.nat(), { minLength: 1, maxLength: 9 });
      fc.assert(
        fc.property(valid, path, fc.jsonValue(), (value, where, replacement) => {
          assertMalformed(() => parseValue(damage(value, where, replacement)));
        }),
        { numRuns: 300 },
      );
    });
  });
}

const AUTHOR = { id: 'a', name: 'Agnès', picture: null, badges: [] };

function living(fields: object = {}): Record<string, unknown> {
  return {
    id: 'c1',
    parent: null,
    createdAt: '2027-03-01T09:30:00.000Z',
    revision: 1,
    tombstone: null,
    author: AUTHOR,
    body: { type: 'root', children: [] },
    status: 'published',
    editedAt: null,
    votes: { up: 0, down: 0 },
    picked: false,
    ...fields,
  };
}

function bodyOf(...children: unknown[]): CommentBody {
  return parseBody(children);
}

function parseBody(children: unknown[]): CommentBody {
  const comment: Comment = parse.parseComment(living({ body: { type: 'root', children } }));
  assert.ok(comment.tombstone === null);
  return comment.body;
}

function page(fields: object): Record<string, unknown> {
  const thread = { key: 'k', closed: false, revision: 1, total: 1 };
  return { thread, comments: [], lists: [], highlights: [], around: null, ...fields };
}

describe('what is malformed', () => {
  for (const [what, run, message] of [
    [
      'a name that is a number',
      () => parse.parseThreadPage(page({ comments: [living({ author: { ...AUTHOR, name: 5 } })] })),
      'thread.comments[0].author.name: expected a string',
    ],
    [
      'a negative count',
      () => parse.parseComment(living({ votes: { up: -1, down: 0 } })),
      'comment.votes.up: expected a count',
    ],
    [
      'a time that is none',
      () => parse.parseComment(living({ createdAt: 'yesterday' })),
      'comment.createdAt: expected a time',
    ],
    [
      'an unknown status',
      () => parse.parseComment(living({ status: 'hidden' })),
      'comment.status: expected one of published, pending, rejected',
    ],
    [
      'an id that is none, in a list',
      () =>
        parse.parseCommentPage({
          comments: [],
          lists: [{ parent: null, ids: [''], page: { total: 1, cursor: null } }],
        }),
      'page.lists[0].ids[0]: expected an id',
    ],
    [
      'HTML instead of a thread',
      () => parse.parseThreadPage('<html>'),
      'thread: expected an object',
    ],
    ['an object instead of counts', () => parse.parseCounts({}), 'counts: expected a list'],
    [
      'text without a value',
      () => bodyOf({ type: 'paragraph', children: [{ type: 'text' }] }),
      'comment.body.children[0].children[0].value: expected a string',
    ],
  ] as const) {
    it(`${what} is named with its place`, () => {
      assert.throws(run, { name: 'PalabreError', code: 'malformed', message });
    });
  }
});

describe('what the model does not name', () => {
  it('is not carried along', () => {
    const value = JSON.parse(
      JSON.stringify(living({ ip: '192.0.2.1' })).replace('{', '{"__proto__":{"admin":true},'),
    ) as unknown;
    const comment = parse.parseComment(value);
    assert.deepEqual(comment, living());
    assert.equal((comment as unknown as { admin?: boolean }).admin, undefined);
  });

  it('leaves nothing of the person in a tombstone', () => {
    const comment = parse.parseComment(living({ tombstone: 'author' }));
    assert.deepEqual(Object.keys(comment).sort(), [
      'createdAt',
      'ground',
      'id',
      'parent',
      'revision',
      'tombstone',
    ]);
  });

  it('is not a picture either, without https', () => {
    const comment = parse.parseComment(living({ author: { ...AUTHOR, picture: 'data:,x' } }));
    assert.ok(comment.tombstone === null);
    assert.equal(comment.author.picture, null);
  });
});

describe('what an older backend does not say', () => {
  const can = Object.fromEntries(
    ['comment', 'vote', 'report', 'edit', 'delete', 'moderate'].map((action) => [
      action,
      { allowed: true },
    ]),
  );
  const viewer = { account: AUTHOR, can, votes: [], pending: [] };

  it('is not offered to the newsroom', () => {
    const unsupported = { allowed: false, reason: 'unsupported', until: null };
    const { pick, close } = parse.parseViewer(viewer).can;
    assert.deepEqual([pick, close], [unsupported, unsupported]);
  });

  it('takes no votes against comments', () => {
    const { thread } = parse.parseThreadPage(page({}));
    assert.equal(thread.downVotes, false);
    const info = { ...thread, downVotes: true };
    assert.equal(parse.parseThreadPage(page({ thread: info })).thread.downVotes, true);
  });

  it('leaves the time to edit open', () => {
    assert.equal(parse.parseViewer(viewer).editMinutes, null);
    assert.equal(parse.parseViewer({ ...viewer, editMinutes: 15 }).editMinutes, 15);
    assert.equal(parse.parseViewer(viewer).now, null);
  });
});

describe('the ground of a tombstone', () => {
  const groundOf = (fields: object): unknown =>
    (parse.parseComment(living({ tombstone: 'moderation', ...fields })) as Tombstone).ground;

  it('is a word, or none', () => {
    assert.equal(groundOf({ ground: 'hate' }), 'hate');
    for (const ground of [undefined, null, 5, {}]) assert.equal(groundOf({ ground }), null);
  });
});

describe('lists', () => {
  const list = (parent: string | null, ids: string[]): object => ({
    parent,
    ids,
    page: { total: ids.length, cursor: null },
  });

  it('lose ids that have no record, come twice or belong to another parent', () => {
    const { lists } = parse.parseCommentPage({
      comments: [living(), living({ id: 'c2', parent: 'c1' })],
      lists: [list(null, ['c1', 'nobody', 'c1', 'c2']), list('c1', ['c2', 'c1'])],
    });
    assert.deepEqual(
      lists.map(({ ids }) => ids),
      [['c1'], ['c2']],
    );
  });

  it('cannot go in circles', () => {
    const { lists } = parse.parseCommentPage({
      comments: [living({ parent: 'c2' }), living({ id: 'c2', parent: 'c1' })],
      lists: [list(null, ['c1']), list('c1', ['c2']), list('c2', ['c1'])],
    });
    assert.deepEqual(lists[0]!.ids, []);
  });

  it('of highlights and around name what there is', () => {
    const { highlights, around } = parse.parseThreadPage(
      page({
        comments: [living(), living({ id: 'c2', parent: 'c1' }), living({ id: 'c3' })],
        highlights: ['c3', 'nobody', 'c3'],
        around: ['c1', 'c3', 'c2'],
      }),
    );
    assert.deepEqual([highlights, around], [['c3'], ['c1', 'c2']]);
  });
});

describe('bodies', () => {
  const text = (value: string): object => ({ type: 'text', value });
  const paragraph = (...children: unknown[]): object => ({ type: 'paragraph', children });

  it('keep what an unknown node holds', () => {
    assert.deepEqual(
      bodyOf(
        {
          type: 'heading',
          depth: 1,
          children: [text('a'), { type: 'strong', children: [text('b')] }],
        },
        { type: 'html', value: '<b>' },
        { type: 'thematicBreak' },
        paragraph(
          { type: 'image', url: 'https://x.fr', alt: 'c' },
          { type: 'mark', children: [text('d')] },
        ),
      ).children,
      [
        paragraph(text('a'), { type: 'strong', children: [text('b')] }),
        paragraph(text('<b>')),
        paragraph(text('d')),
      ],
    );
  });

  it('put what stands in the wrong place in a right one', () => {
    assert.deepEqual(
      bodyOf(
        text('a'),
        { type: 'break' },
        paragraph(
          { type: 'blockquote', children: [paragraph(text('b'))] },
          { type: 'code', value: 'c' },
        ),
        { type: 'list', children: [text('d'), paragraph(text('e'))] },
      ).children,
      [
        paragraph(text('a'), { type: 'break' }),
        paragraph(text('b'), text('c')),
        {
          type: 'list',
          children: [{ type: 'listItem', children: [paragraph(text('d')), paragraph(text('e'))] }],
          ordered: false,
          start: null,
        },
      ],
    );
  });

  it('keep the words of a link that leads astray', () => {
    for (const url of ['vbscript:alert(1)', '//x.fr', '/x', 'data:,x', ' https://x.fr', 5, null]) {
      const link = { type: 'link', url, children: [text('là')] };
      assert.deepEqual(bodyOf(paragraph(link)).children, [paragraph(text('là'))], String(url));
    }
  });

  it('know no type but their own', () => {
    for (const type of ['constructor', '__proto__', 'toString', 'root', '']) {
      assert.deepEqual(bodyOf({ type, children: [paragraph(text('a'))] }).children, [
        paragraph(text('a')),
      ]);
    }
  });

  it(`are cut at depth ${BODY_MAX_DEPTH}, however deep they come`, () => {
    for (const type of ['blockquote', 'unknown', 'list', 'emphasis']) {
      let node: Record<string, unknown> = { type: 'text', value: 'au fond' };
      for (let depth = 0; depth < 20_000; depth += 1) node = { type, children: [node] };
      const depthOf = (of: { children?: object[] }): number =>
        1 + Math.max(0, ...(of.children ?? []).map(depthOf));
      const depth = depthOf(bodyOf(node)) - 1;
      assert.ok(depth <= BODY_MAX_DEPTH, `${type}: ${depth}`);
    }
  });

  it('may be long', () => {
    const { children } = parseBody(Array.from({ length: 200_000 }, () => text('a')));
    assert.equal(children.length, 1);
  });
});
