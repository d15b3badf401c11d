import { PalabreError } from '../../model/errors.js';
import { OPTIONAL_METHODS, type CommentsBackend, type ThreadQuery } from '../contract.js';
import { guard } from '../guard.js';
import { address, send } from '../http/send.js';
import { parseThreadPage } from '../parse/page.js';

/** A thread request that was sent before this module had arrived. */
export interface Prefetched {
  /** As {@link threadUrl} makes it; an answer from any other address is not used. */
  url: string;
  response: Promise<Response>;
}

export interface HttpBackendOptions {
  /** Where the server is, a path included; the calls go to `<url>/v1/…`. */
  url: string;
  /** Stands in for the first `loadThread`, once; what got no answer is sent again. */
  prefetched?: Prefetched;
  /** Milliseconds until a call fails as `timeout`; 10,000 by default. */
  timeout?: number;
}

/**
 * The address of a thread's first page; its parameters always stand in the same order, `around` and
 * `highlights` only when something else than usual is asked for: one address is one cached answer.
 * @throws PalabreError `invalid` for a key that may not be sent
 */
export function threadUrl(
  base: string,
  { key, sort, limit, around, highlights }: ThreadQuery,
): string {
  return address(
    base,
    'thread',
    ['thread', key],
    ['sort', sort],
    ['limit', limit],
    ['around', around],
    ['highlights', highlights === 3 ? null : highlights],
  );
}

/**
 * The reference protocol over HTTP: what `palabre serve` answers. Public reads carry no header and
 * no credentials, so that they need no preflight and any CDN may answer them.
 */
export function httpBackend({
  url,
  prefetched,
  timeout = 10_000,
}: HttpBackendOptions): CommentsBackend {
  // Whoever waits for it hears of its failure; unused, it has none.
  prefetched?.response.catch(() => {});

  const backend = {
    loadThread: (query, { signal }) =>
      guard(
        signal,
        () => {
          const to = threadUrl(url, query);
          const early = prefetched?.url === to ? prefetched.response : undefined;
          prefetched = undefined;
          return send(to, timeout, signal, {}, early);
        },
        parseThreadPage,
      ),
  } as CommentsBackend;

  // The rest is loaded when it is first called: a page shows its comments without it.
  const methods = backend as unknown as Record<string, (...args: unknown[]) => unknown>;
  for (const name of ['loadComments', ...OPTIONAL_METHODS] as const) {
    methods[name] = async (...args) => {
      const more = await import('../http/more.js').catch((cause: unknown) => {
        throw new PalabreError('network', 'a part did not arrive', { cause });
      });
      return (more.laterMethods(url, timeout)[name] as (...args: unknown[]) => unknown)(...args);
    };
  }
  return backend;
}
