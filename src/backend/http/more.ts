import { PalabreError } from '../../model/errors.js';
import { checkKey } from '../check-key.js';
import { checked } from '../checked.js';
import type { CallOptions, CommentsBackend } from '../contract.js';
import { address, send, type Parameter } from './send.js';

/** One field of an answer, if the answer is an object at all. */
function field(answer: unknown, name: string): unknown {
  return (answer as Record<string, unknown> | null)?.[name];
}

/** Servers and proxies take requests whose first line has 8,192 bytes, and some no longer ones. */
const ADDRESS_MAX = 7_000;

/** Keys in as few groups as fit into an address each. */
function inAddresses(keys: string[]): string[][] {
  const groups: string[][] = [[]];
  let length = 0;
  for (const key of keys) {
    const own = address('', '', ['thread', key]).length;
    if (length + own > ADDRESS_MAX && length > 0) {
      groups.push([]);
      length = 0;
    }
    groups.at(-1)!.push(key);
    length += own;
  }
  return groups;
}

/** Everything that a page asks for after it has shown its comments. */
export function laterMethods(url: string, timeout: number): Omit<CommentsBackend, 'loadThread'> {
  const read = ({ signal }: CallOptions, path: string, ...parameters: Parameter[]) =>
    send(address(url, path, ...parameters), timeout, signal);

  const own = (
    { signal, token }: CallOptions,
    to: string,
    method = 'GET',
    body?: object,
  ): Promise<unknown> =>
    send(to, timeout, signal, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });

  const resource = (kind: string, id: string, rest = ''): string =>
    address(url, `${kind}/${encodeURIComponent(id)}${rest}`);
  const comment = (id: string, rest?: string): string => resource('comments', id, rest);

  return checked({
    loadComments: ({ key, parent, after, sort, limit }, options) =>
      read(
        options,
        'comments',
        ['thread', key],
        ['parent', parent],
        ['after', after],
        ['sort', sort],
        ['limit', limit],
      ),
    loadChanges: (key, since, options) =>
      read(options, 'changes', ['thread', key], ['since', since]),
    async subscribe(key, since, hear, { signal }) {
      const to = address(url, 'events', ['thread', key], ['since', since]);
      // Lists of articles and counts follow nothing.
      const { readEvents } = await import('./events.js').catch((cause: unknown) => {
        throw new PalabreError('network', 'a part did not arrive', { cause });
      });
      await readEvents(to, 'changes', timeout, signal, hear as (data: unknown) => void);
    },
    loadViewer: (key, options) => own(options, address(url, 'viewer', ['thread', key])),
    createGuest: (name, options) => own(options, address(url, 'guests'), 'POST', { name }),
    async loadCounts(keys, options) {
      const answers = await Promise.all(
        inAddresses(keys).map(async (some) => {
          const threads = some.map((key): Parameter => ['thread', key]);
          return field(await read(options, 'counts', ...threads), 'counts');
        }),
      );
      return answers.flat();
    },
    loadLatest: async (limit, options) =>
      field(await read(options, 'latest', ['limit', limit]), 'items'),
    createComment({ id, thread, parent, source }, options) {
      checkKey(thread.key);
      return own(options, comment(id), 'PUT', { thread, parent, source });
    },
    editComment: (id, source, options) => own(options, comment(id), 'PATCH', { source }),
    deleteComment: (id, reason, options) =>
      own(options, comment(id), 'DELETE', { reason, ground: options.ground }),
    voteComment: (id, value, options) => own(options, comment(id, '/vote'), 'PUT', { value }),
    pickComment: (id, picked, options) => own(options, comment(id, '/pick'), 'PUT', { picked }),
    reportComment: ({ id, ...report }, options) =>
      own(options, resource('reports', id), 'PUT', report),
    moderateComment: (id, status, options) =>
      own(options, comment(id, '/status'), 'PUT', { status }),
    loadQueue: ({ queue, after, limit }, options) =>
      own(options, address(url, 'queue', ['queue', queue], ['after', after], ['limit', limit])),
    suspendAccount: (account, suspension, options) => {
      const to = resource('suspensions', account);
      return suspension ? own(options, to, 'PUT', suspension) : own(options, to, 'DELETE');
    },
    updateThread: (key, patch, options) =>
      own(options, address(url, 'thread', ['thread', key]), 'PATCH', patch),
    eraseAccount: (subject, options) => own(options, resource('accounts', subject), 'DELETE'),
    exportAccount: (subject, options) => own(options, resource('accounts', subject, '/export')),
  });
}
