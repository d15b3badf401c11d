import type { TestRunnerConfig } from '@web/test-runner';
import type { CallOptions } from '../../../src/backend/contract.js';
import { PalabreError, toPalabreError } from '../../../src/model/errors.js';
import { isCommentId } from '../../../src/model/id.js';
import { isThreadKey } from '../../../src/model/thread.js';
import { STATUS } from '../../../src/server/problems.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { chain, comment, comments, tombstone, viewers } from '../../support/thread-builders.js';
import { RICH_BODY } from './rich-body.js';

type Context = Parameters<NonNullable<TestRunnerConfig['middleware']>[number]>[0];

interface Sent {
  thread: { key: string; url: string; title: string };
  parent: string | null;
  source: string;
  value: 1 | -1 | 0;
}

const READERS: Record<string, () => MemoryBackend> = {
  subscriber: () => discussion(viewers.subscriber()),
  visitor: () => discussion(viewers.visitor()),
  long: () => new MemoryBackend({ comments: comments(60), viewer: viewers.subscriber() }),
  short: () => new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() }),
  // Whoever votes is told that it failed.
  failing: () => {
    const memory = discussion(viewers.subscriber());
    memory.failNext('voteComment', 'forbidden');
    return memory;
  },
};

function discussion(viewer: ReturnType<typeof viewers.visitor>): MemoryBackend {
  const picked = { body: RICH_BODY, picked: true, votes: { up: 1234, down: 0 } };
  const said = [...chain(3), tombstone(4, 'author'), comment(5, { parent: 4 }), comment(6, picked)];
  return new MemoryBackend({ comments: [comment(0), ...said], viewer });
}

const sites = new Map<string, MemoryBackend>();

/** The reference protocol, as far as the page speaks it: `/<kind of reader>/<site>/v1/…`. */
export async function answerApi(context: Context, [kind, site, , ...path]: string[]) {
  context.set('Access-Control-Allow-Methods', '*');
  if (context.method === 'OPTIONS') {
    context.status = 204;
    return;
  }
  const key = `${kind}/${site}`;
  const memory = sites.get(key) ?? READERS[kind!]!();
  sites.set(key, memory);
  try {
    context.body = await answer(memory, context, path);
  } catch (error) {
    const { code, message } = toPalabreError(error);
    context.status = STATUS[code];
    context.body = { code, detail: message, retryAfter: null };
  }
}

async function answer(
  { backend }: MemoryBackend,
  context: Context,
  [what, id, more]: string[],
): Promise<unknown> {
  const query = context.query as Record<string, string>;
  const options: CallOptions = {};
  const { sort = 'newest', thread = '', parent = null, after = null, around } = query;
  const limit = Number(query['limit']);
  const page = { key: thread, sort: sort as 'newest', limit };
  if (what === 'thread') return backend.loadThread({ ...page, ...(around && { around }) }, options);
  if (what === 'viewer') return backend.loadViewer!(thread, options);
  if (what === 'changes' || what === 'events') {
    throw new PalabreError('unsupported', `There are no ${what} here`);
  }
  if (context.method === 'GET') return backend.loadComments({ ...page, parent, after }, options);
  const sent = (await bodyOf(context)) as Sent;
  if (more === 'vote') return backend.voteComment!(id!, sent.value, options);
  // As a server that looks at types would.
  const isComment =
    isCommentId(id) && isThreadKey(sent.thread.key) && typeof sent.source === 'string';
  if (!isComment) {
    throw new Error(`This is no comment: ${JSON.stringify(sent)}`);
  }
  return backend.createComment!({ id, ...sent }, options);
}

async function bodyOf({ req }: Context): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
