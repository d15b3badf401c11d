import { PalabreError } from '../../src/model/errors.js';
import type { Sort } from '../../src/model/thread.js';
import type { MemoryBackend } from './memory-backend.js';

/** A backend in memory that a page reaches by an address, as the reference protocol has it. */
export interface AddressedMemory {
  url: string;
  /** What was asked, as "GET changes", oldest first. */
  readonly asked: string[];
  /** How many bytes the bodies of all answers had. */
  bytes: number;
  /** Whether requests get no answer at all. */
  isCutOff: boolean;
  /** Lets requests wait until the answer is called. */
  hold(): () => void;
  /** Gives the page its `fetch` back. */
  close(): void;
}

let opened = 0;

/** Stands in for the page's `fetch`, for its own address alone. */
export function addressed(memory: MemoryBackend): AddressedMemory {
  const original = window.fetch.bind(window);
  const url = `https://comments-${(opened += 1)}-${Date.now()}.example`;
  let gate: Promise<void> | undefined;
  const served: AddressedMemory = {
    url,
    asked: [],
    bytes: 0,
    isCutOff: false,
    hold() {
      let release!: () => void;
      gate = new Promise((resolve) => (release = resolve));
      return () => {
        gate = undefined;
        release();
      };
    },
    close: () => void (window.fetch = original),
  };
  window.fetch = async (input, init = {}) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(url)) return original(input, init);
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.replace('/v1/', '');
    served.asked.push(`${request.method} ${path}`);
    if (served.isCutOff) throw new TypeError('No network');
    await gate;
    const token = request.headers.get('Authorization')?.replace('Bearer ', '') ?? null;
    return answer(served, () => respond(memory, path, searchParams, token));
  };
  return served;
}

async function answer(served: AddressedMemory, ask: () => Promise<unknown>): Promise<Response> {
  try {
    const body = JSON.stringify(await ask());
    served.bytes += new TextEncoder().encode(body).length;
    return new Response(body, { headers: { 'Content-Type': 'application/json' } });
  } catch (error) {
    const { code } = error as PalabreError;
    return new Response(JSON.stringify({ code }), { status: 400 });
  }
}

async function respond(
  { backend, records, info }: MemoryBackend,
  path: string,
  asked: URLSearchParams,
  token: string | null,
): Promise<unknown> {
  const key = asked.get('thread')!;
  const query = {
    key,
    sort: asked.get('sort') as Sort,
    limit: Number(asked.get('limit')),
    highlights: Number(asked.get('highlights') ?? 3),
  };
  const since = Number(asked.get('since'));
  switch (path) {
    case 'thread':
      return backend.loadThread({ ...query, around: asked.get('around') }, {});
    case 'comments': {
      const [parent, after] = [asked.get('parent'), asked.get('after')];
      return backend.loadComments({ ...query, parent, after: after! }, {});
    }
    case 'viewer':
      return backend.loadViewer!(key, { token });
    case 'changes': {
      const changed = [...records.values()].filter(({ revision }) => revision > since);
      const comments = changed.sort((one, other) => one.revision - other.revision);
      return { thread: info, comments, revision: info.revision, more: false };
    }
    default:
      throw new PalabreError('unsupported', path);
  }
}
