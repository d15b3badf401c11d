import type { Comment } from '../../model/comment.js';
import { isAbort } from '../../model/errors.js';
import type { ThreadChanges, ThreadRef } from '../../model/thread.js';
import { parseChanges } from '../parse.js';
import { Breach, equal, ok, rejects, sameMembers } from './assert.js';
import { atOnce, tick, type Site } from './site.js';
import type { DefineTest } from './test.js';

const LIVE = ['content', 'createComment', 'subscribe'] as const;

/** Milliseconds for a change to be heard of. */
const PATIENCE = 5_000;
/** Milliseconds for which nothing must be heard. */
const SILENCE = 400;

/** Who follows a thread in a test. */
class Listener {
  readonly events: ThreadChanges[] = [];
  /** Whether anything was told after the abort. */
  heardTooLate = false;
  readonly #site: Site<'subscribe'>;
  readonly #thread: ThreadRef;
  readonly #end = new AbortController();
  #reached: number;
  #failure: unknown = null;
  #over: Promise<void>;

  constructor(site: Site<'subscribe'>, thread: ThreadRef, since: number) {
    this.#site = site;
    this.#thread = thread;
    this.#reached = since;
    this.#over = this.#listen().catch((error: unknown) => {
      this.#failure ??= error;
    });
  }

  get records(): Comment[] {
    return this.events.flatMap(({ comments }) => comments);
  }

  /** The last record that was told of each comment. */
  get latest(): Map<string, Comment> {
    return new Map(this.records.map((record) => [record.id, record]));
  }

  /** Waits until all that was told has what a test waits for. */
  async until(holds: () => boolean, what: string): Promise<void> {
    for (const end = Date.now() + PATIENCE; !holds(); await tick()) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it was thrown
      if (this.#failure) await Promise.reject(this.#failure);
      ok(Date.now() < end, `${what} was not told within ${PATIENCE / 1000} s`);
    }
  }

  async stop(reason: unknown = new DOMException('Enough', 'AbortError')): Promise<unknown> {
    this.#end.abort(reason);
    await this.#over;
    return this.#failure;
  }

  /** What is ended in peace goes on from where it was. */
  async #listen(): Promise<void> {
    while (!this.#end.signal.aborted) {
      const hear = (event: ThreadChanges): void => this.#hear(event);
      const options = { signal: this.#end.signal };
      await this.#site.backend.subscribe(this.#thread.key, this.#reached, hear, options);
      await tick();
    }
  }

  #hear(event: ThreadChanges): void {
    if (this.#end.signal.aborted) {
      this.heardTooLate = true;
      return;
    }
    try {
      this.#check(event);
    } catch (error) {
      this.#failure ??= error;
      this.#end.abort();
    }
  }

  #check(event: ThreadChanges): void {
    try {
      parseChanges(structuredClone(event));
    } catch (error) {
      throw new Breach(`an event is not in the contract: ${String(error)}`, { cause: error });
    }
    let last = this.#reached;
    ok(event.revision > last, `the revision went from ${last} to ${event.revision}`);
    for (const { revision } of event.comments) {
      ok(revision > this.#reached && revision >= last, `revision ${revision} came after ${last}`);
      last = revision;
    }
    ok(last <= event.revision, `revision ${last} is beyond the event's ${event.revision}`);
    this.events.push(event);
    this.#reached = event.revision;
  }
}

/** Follows a thread while a test acts, and stops then. */
async function listening<N extends 'subscribe'>(
  site: Site<N>,
  thread: ThreadRef,
  since: number,
  act: (listener: Listener) => Promise<void>,
): Promise<void> {
  const listener = new Listener(site as Site<'subscribe'>, thread, since);
  const failure = await act(listener).then(
    () => listener.stop(),
    async (error: unknown) => {
      await listener.stop();
      return error;
    },
  );
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it was thrown
  if (failure && !isAbort(failure)) await Promise.reject(failure);
}

/** What changes is told as it happens, and as `loadChanges` says it. */
export function subscribing(test: DefineTest): void {
  test(
    'whoever subscribes is told of every change',
    [...LIVE, 'editComment', 'voteComment', 'deleteComment'],
    async (site) => {
      const thread = await site.newThread();
      const before = await site.write(thread);
      const { revision } = (await site.load(thread)).thread;
      await listening(site, thread, revision, async (listener) => {
        const author = await site.as('subscriberA');
        const writes: [string, () => Promise<Comment>][] = [
          ['a new comment', () => site.write(thread, { parent: before.id })],
          ['an edit', () => site.backend.editComment(before.id, site.text(), author)],
          [
            'a vote',
            async () => site.backend.voteComment(before.id, 1, await site.as('subscriberB')),
          ],
          ['a withdrawal', () => site.backend.deleteComment(before.id, 'author', author)],
        ];
        for (const [what, write] of writes) {
          const record = await write();
          await listener.until(
            () => listener.latest.get(record.id)?.revision === record.revision,
            what,
          );
          equal(listener.latest.get(record.id), record, what);
        }
        equal(listener.events.at(-1)?.thread, (await site.load(thread)).thread, 'the thread');
      });
    },
  );

  test('a subscription begins with what was missed', LIVE, async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const { revision } = (await site.load(thread)).thread;
    const missed = await site.writeMany(thread, 3);
    await listening(site, thread, revision, async (listener) => {
      await listener.until(() => listener.records.length >= missed.length, 'what was missed');
      sameMembers([...listener.latest.keys()], missed, 'what was missed');
    });
  });

  test('no change slips a subscription while many write at once', LIVE, async (site) => {
    const thread = await site.newThread();
    await listening(site, thread, 0, async (listener) => {
      const ids = (await atOnce(6, () => site.writeMany(thread, 5))).flat();
      await listener.until(() => listener.latest.size >= ids.length, 'each of 30 comments');
      sameMembers([...listener.latest.keys()], ids, 'the comments that were told');
    });
  });

  test('closing is told', [...LIVE, 'updateThread'], async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const { revision } = (await site.load(thread)).thread;
    await listening(site, thread, revision, async (listener) => {
      await site.backend.updateThread(thread.key, { closed: true }, await site.as('admin'));
      await listener.until(() => listener.events.at(-1)?.thread.closed === true, 'the closing');
    });
  });

  test('only changes of the thread are told, and nothing else happens', LIVE, async (site) => {
    const thread = await site.newThread();
    await site.write(thread);
    const { revision } = (await site.load(thread)).thread;
    await listening(site, thread, revision, async (listener) => {
      await site.write(await site.newThread());
      await new Promise((resolve) => setTimeout(resolve, SILENCE));
      equal(listener.events, [], 'what was told of another thread');
      const { id } = await site.write(thread);
      await listener.until(() => listener.latest.has(id), 'a new comment');
    });
  });

  test(
    'what waits for moderators is not told',
    [...LIVE, 'premoderatedThread', 'moderateComment'],
    async (site) => {
      const thread = await site.premoderatedThread();
      const { revision } = (await site.load(thread)).thread;
      await listening(site, thread, revision, async (listener) => {
        const { id } = await site.write(thread);
        await new Promise((resolve) => setTimeout(resolve, SILENCE));
        ok(!listener.latest.has(id), 'a comment that waits was told');
        await site.backend.moderateComment(id, 'published', await site.as('moderator'));
        await listener.until(() => listener.latest.has(id), 'the approval');
      });
    },
  );

  test('an abort ends a subscription with its reason', LIVE, async (site) => {
    const thread = await site.newThread();
    const reason = { why: 'the reader left' };
    const early = site.backend.subscribe(thread.key, 0, () => {}, {
      signal: AbortSignal.abort(reason),
    });
    const thrown = await early.catch((error: unknown) => error);
    ok(thrown === reason, `expected the reason, got ${String(thrown)}`);
    const listener = new Listener(site, thread, 0);
    const { id } = await site.write(thread);
    await listener.until(() => listener.latest.has(id), 'a new comment');
    const ended = await listener.stop(reason);
    ok(ended === reason, `expected the reason, got ${String(ended)}`);
    await site.write(thread);
    await new Promise((resolve) => setTimeout(resolve, SILENCE));
    ok(!listener.heardTooLate, 'something was told after the abort');
  });

  test('nobody subscribes to a key that is invalid', LIVE, async (site) => {
    await rejects(
      site.backend.subscribe('', 0, () => {}, {}),
      'invalid',
      'an empty key',
    );
  });
}
