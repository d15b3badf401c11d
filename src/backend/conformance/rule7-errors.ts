import { BODY_MAX_DEPTH } from '../../model/body.js';
import type { ErrorCode } from '../../model/errors.js';
import { newId } from '../../model/new-id.js';
import { COMMENT_MAX_LENGTH } from '../../model/source.js';
import { THREAD_KEY_MAX_BYTES } from '../../model/thread.js';
import type { CallOptions, CommentsBackend } from '../contract.js';
import { equal, ok, rejects } from './assert.js';
import type { OptionalMethod, Site } from './site.js';
import type { DefineTest } from './test.js';

/** Every read that the backend has, of one thread. */
function reads(site: Site, key: string): [string, (options: CallOptions) => Promise<unknown>][] {
  const { backend } = site;
  const query = { key, sort: 'oldest', limit: 5 } as const;
  return [
    ['loadThread', (options) => backend.loadThread(query, options)],
    [
      'loadComments',
      (options) => backend.loadComments({ ...query, parent: null, after: null }, options),
    ],
    ['loadChanges', async (options) => backend.loadChanges?.(key, 0, options)],
    ['loadViewer', async (options) => backend.loadViewer?.(key, options)],
    ['loadCounts', async (options) => backend.loadCounts?.([key], options)],
  ];
}

function present(site: Site, key: string): ReturnType<typeof reads> {
  return reads(site, key).filter(([name]) => name in site.backend);
}

function depthOf(node: object): number {
  const children = 'children' in node ? (node.children as object[]) : [];
  return children.reduce((deepest, child) => Math.max(deepest, 1 + depthOf(child)), 0);
}

/** Each of the writes that the backend has rejects with the code. */
async function eachRejects(
  { backend }: Site,
  code: ErrorCode,
  writes: { [M in OptionalMethod]?: (backend: Required<CommentsBackend>) => Promise<unknown> },
): Promise<void> {
  for (const [method, write] of Object.entries(writes)) {
    if (method in backend) await rejects(write(backend as Required<CommentsBackend>), code, method);
  }
}

/** Failures are of a closed list; an abort is none. */
export function errors(test: DefineTest): void {
  test('a key that is empty or too long is invalid', [], async (site) => {
    const long = 'é'.repeat(THREAD_KEY_MAX_BYTES / 2);
    for (const key of ['', `${long}x`]) {
      for (const [name, read] of present(site, key)) {
        await rejects(read({}), 'invalid', `${name} of ${key.length} characters`);
      }
    }
    equal(
      (await site.load({ ...(await site.newThread()), key: long })).thread.key,
      long,
      'the longest',
    );
  });

  test('keys are taken as they are', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const tails = ['/../b', '/b', '%00', '%2F', '🌳', ' +&=?#', 'É', 'é', 'e\u0301'];
    for (const tail of tails) await site.write({ ...thread, key: thread.key + tail });
    for (const tail of tails) {
      const key = thread.key + tail;
      const page = await site.load({ ...thread, key });
      equal([page.thread.key, page.thread.total], [key, 1], `the thread …${tail}`);
    }
  });

  test('a text without anything to see is empty', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    for (const source of ['', ' \n\t ', '\u00a0\u2003', '\u0301'.repeat(9_999)]) {
      const sent = { id: newId(), thread, parent: null, source };
      await rejects(
        site.backend.createComment(sent, options),
        'empty',
        JSON.stringify(source).slice(0, 20),
      );
    }
    await site.settle();
    equal((await site.load(thread)).thread.total, 0, 'comments in the thread');
  });

  test('10,000 characters are accepted, one more is too long', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    const longest = 'mot '.repeat(COMMENT_MAX_LENGTH / 4 - 1) + 'fin.';
    await site.write(thread, { source: longest });
    await site.write(thread, { source: 'e\u0301'.repeat(COMMENT_MAX_LENGTH) });
    const sent = { id: newId(), thread, parent: null, source: `${longest}.` };
    await rejects(site.backend.createComment(sent, options), 'too-long', 'one more');
  });

  test('nesting beyond measure is too complex, or is cut', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const options = await site.as('subscriberA');
    for (const mark of ['>', '> ', '- ', '- - -', '*', '[', '`']) {
      const source = mark.repeat(4_900 / mark.length) + 'fin';
      const sent = { id: newId(), thread, parent: null, source };
      const written = site.backend.createComment(sent, options);
      const answer = await written.catch(() => null);
      if (!answer) await rejects(written, 'too-complex', `${mark} again and again`);
      else if (answer.tombstone === null) {
        const depth = depthOf(answer.body);
        ok(depth <= BODY_MAX_DEPTH, `${mark} again and again: a body ${depth} deep`);
      }
    }
  });

  test('a parent that is not there is not found', ['createComment'], async (site) => {
    const thread = await site.newThread();
    const elsewhere = (await site.write(await site.newThread())).id;
    const options = await site.as('subscriberA');
    for (const parent of [newId(), elsewhere]) {
      const sent = { id: newId(), thread, parent, source: site.text() };
      await rejects(site.backend.createComment(sent, options), 'not-found', 'a reply');
    }
  });

  test('what is not there is not found', [], async (site) => {
    const id = newId();
    const options = await site.as('subscriberA');
    const moderator = await site.as('moderator');
    const admin = await site.as('admin');
    const report = { id: newId(), comment: id, reason: 'spam', details: '' } as const;
    await eachRejects(site, 'not-found', {
      editComment: (backend) => backend.editComment(id, site.text(), options),
      voteComment: (backend) => backend.voteComment(id, 1, options),
      deleteComment: (backend) => backend.deleteComment(id, 'moderation', moderator),
      pickComment: (backend) => backend.pickComment(id, true, admin),
      reportComment: (backend) => backend.reportComment(report, options),
    });
  });

  test('what is withdrawn is gone', ['createComment', 'deleteComment'], async (site) => {
    const thread = await site.newThread();
    const { id } = await site.write(thread);
    const author = await site.as('subscriberA');
    const other = await site.as('subscriberB');
    const admin = await site.as('admin');
    await site.backend.deleteComment(id, 'author', author);
    const sent = { id: newId(), thread, parent: id, source: site.text() };
    await eachRejects(site, 'gone', {
      createComment: (backend) => backend.createComment(sent, other),
      editComment: (backend) => backend.editComment(id, site.text(), author),
      voteComment: (backend) => backend.voteComment(id, 1, other),
      pickComment: (backend) => backend.pickComment(id, true, admin),
    });
  });

  test("an abort rejects with the signal's reason, and is no failure", [], async (site) => {
    const { key } = await site.newThread();
    const reason = { why: 'the reader left' };
    for (const [name, read] of present(site, key)) {
      const late = new AbortController();
      const calls = [AbortSignal.abort(reason), late.signal].map((signal) =>
        read({ signal }).then(
          () => 'an answer',
          (error: unknown) => error,
        ),
      );
      late.abort(reason);
      for (const thrown of await Promise.all(calls)) {
        ok(thrown === reason, `${name}: expected the reason, got ${String(thrown)}`);
      }
      await read({ signal: new AbortController().signal });
    }
  });
}
