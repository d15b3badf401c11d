import { PalabreError } from '../model/errors.js';
import { httpBackend, type HttpBackendOptions } from './adapters/http.js';
import { checked } from './checked.js';
import type { CommentsBackend } from './contract.js';
import { REQUIRED_METHODS } from './required.js';

export interface ResolveOptions extends Pick<HttpBackendOptions, 'prefetched'> {
  /** What a relative address is relative to; the document's base by default. */
  base?: string;
}

type Adapter = (
  rest: string,
  options: ResolveOptions,
) => CommentsBackend | Promise<CommentsBackend>;

const ADAPTERS = new Map<string, Adapter>([
  ['http', resolveHttp],
  ['local', resolveLocal],
]);

// `localhost:8787`, `comments.example.org/fr`: read as a name or as a path, these lead nowhere.
const BARE_HOST = /^(?!local:)\w[\w.-]*(:\d|\.\w+(\/|$))/;

function refuse(problem: string): never {
  throw new PalabreError('invalid', `backend: ${problem}`);
}

function parseAddress(address: string, { base }: ResolveOptions): URL | null {
  try {
    return new URL(address, base ?? globalThis.document?.baseURI);
  } catch {
    return null;
  }
}

function resolveHttp(address: string, options: ResolveOptions): CommentsBackend {
  const url = address ? parseAddress(address, options) : null;
  if (!url || !/^https?:$/.test(url.protocol)) refuse(`"${address}" is not an http(s) address`);
  return httpBackend({ url: url.origin + url.pathname, prefetched: options.prefetched });
}

/** `NAME?seed=ADDRESS`: both may be left out. */
async function resolveLocal(rest: string, options: ResolveOptions): Promise<CommentsBackend> {
  const [name, search] = rest.split(/\?(.*)/s);
  const seed = new URLSearchParams(search).get('seed');
  const url = seed ? parseAddress(seed, options) : null;
  if (seed && !url) refuse(`"${seed}" is not an address`);
  const { localBackend } = await import('./adapters/local.js').catch((cause: unknown) => {
    throw new PalabreError('network', 'a part of palabre did not arrive', { cause });
  });
  return checked(localBackend({ name, seed: url?.href }));
}

function resolveAddress(
  value: string,
  options: ResolveOptions,
): CommentsBackend | Promise<CommentsBackend> {
  if (!value) refuse('is empty; it takes an address such as "https://comments.example.org"');
  if (BARE_HOST.test(value)) refuse(`"${value}" lacks "https://" (or "./", if it is a path)`);
  const [, name = 'http', rest = value] = /^([\w-]+):(?!\/\/)(.*)/s.exec(value) ?? [];
  if (name === 'memory') refuse('"memory" has no address: set the property to a memoryBackend()');
  const adapter = ADAPTERS.get(name);
  if (adapter) return adapter(rest, options);
  refuse(`there is no adapter "${name}"; the known ones: ${[...ADAPTERS.keys()].join(', ')}`);
}

/** Everything but the usual absolute address; see `resolveBackend`. */
export function resolveOther(
  value: unknown,
  options: ResolveOptions,
): CommentsBackend | Promise<CommentsBackend> {
  if (typeof value === 'string') return resolveAddress(value.trim(), options);
  if (typeof value !== 'object' || !value) refuse('takes an address or an object with methods');
  const methods = value as CommentsBackend;
  const missing = REQUIRED_METHODS.filter((name) => typeof methods[name] !== 'function');
  if (missing.length) refuse(`the object lacks the method ${missing.join(' and the method ')}`);
  return readOnlyUnlessKnown(checked(methods));
}

/** Where nobody can be asked who reads, everybody only reads: no button would lead anywhere. */
function readOnlyUnlessKnown(backend: CommentsBackend): CommentsBackend {
  if (!backend.loadViewer) {
    delete backend.createComment;
    delete backend.voteComment;
  }
  return backend;
}
