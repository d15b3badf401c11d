import { PalabreError } from '../model/errors.js';
import { httpBackend, type HttpBackendOptions } from './adapters/http.js';
import { checked } from './checked.js';
import { REQUIRED_METHODS, type CommentsBackend } from './contract.js';

export interface ResolveOptions extends Pick<HttpBackendOptions, 'prefetched'> {
  /** What a relative address is relative to; the document's base by default. */
  base?: string;
}

const ADAPTERS = new Map([['http', httpBackend]]);

// `localhost:8787`, `comments.example.org/fr`: read as a name or as a path, these lead nowhere.
const BARE_HOST = /^\w[\w.-]*(:\d|\.\w+(\/|$))/;

function refuse(problem: string): never {
  throw new PalabreError('invalid', `backend: ${problem}`);
}

function parseAddress(address: string, base: string | undefined): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}

function resolveAddress(value: string, { base, prefetched }: ResolveOptions): CommentsBackend {
  if (!value) refuse('is empty; it takes an address such as "https://comments.example.org"');
  if (BARE_HOST.test(value)) refuse(`"${value}" lacks "https://" (or "./", if it is a path)`);
  const [, name = 'http', rest = value] = /^([\w-]+):(?!\/\/)(.*)/.exec(value) ?? [];
  const adapter = ADAPTERS.get(name);
  if (!adapter) {
    refuse(`there is no adapter "${name}"; the known ones: ${[...ADAPTERS.keys()].join(', ')}`);
  }
  const url = rest ? parseAddress(rest, base ?? globalThis.document?.baseURI) : null;
  if (!url || !/^https?:$/.test(url.protocol)) refuse(`"${value}" is not an http(s) address`);
  return adapter({ url: url.origin + url.pathname, prefetched });
}

/** Everything but the usual absolute address; see `resolveBackend`. */
export function resolveOther(value: unknown, options: ResolveOptions): CommentsBackend {
  if (typeof value === 'string') return resolveAddress(value.trim(), options);
  if (typeof value !== 'object' || !value) refuse('takes an address or an object with methods');
  const methods = value as CommentsBackend;
  const missing = REQUIRED_METHODS.filter((name) => typeof methods[name] !== 'function');
  if (missing.length) refuse(`the object lacks the method ${missing.join(' and the method ')}`);
  return checked(methods);
}
