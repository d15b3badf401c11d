import { PalabreError } from '../model/errors.js';
import { httpBackend, type HttpBackendOptions } from './adapters/http.js';
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

function resolveAddress(value: string, { base, prefetched }: ResolveOptions): CommentsBackend {
  if (BARE_HOST.test(value)) refuse(`write "https://${value}", or "./…" for a path`);
  const [, name = 'http', rest = value] = /^([\w-]+):(?!\/\/)(.*)/.exec(value) ?? [];
  const adapter = ADAPTERS.get(name);
  if (!adapter) refuse(`no adapter "${name}"; known: ${[...ADAPTERS.keys()].join(', ')}`);
  let url: URL | undefined;
  try {
    url = new URL(rest, base ?? globalThis.document?.baseURI);
  } catch {
    // Said below, with what parses but is no web address.
  }
  if (!rest || !url || !/^https?:$/.test(url.protocol)) refuse(`"${rest}" is no web address`);
  return adapter({ url: url.origin + url.pathname, prefetched });
}

/**
 * The backend that a page means: an address (absolute, or relative to the document), `name:address`
 * for a named adapter, or an object of the page's own, which is then {@link checked}. An adapter
 * that has to be loaded first comes as a promise; everything else at once.
 * @throws PalabreError `invalid`, with a message for the page's developer
 */
export function resolveBackend(
  value: string | CommentsBackend,
  options: ResolveOptions = {},
): CommentsBackend | Promise<CommentsBackend> {
  if (typeof value === 'string') return resolveAddress(value.trim(), options);
  const missing = REQUIRED_METHODS.filter(
    (name) => typeof (value as CommentsBackend | null | undefined)?.[name] !== 'function',
  );
  if (missing.length) refuse(`an address, or an object with the method ${missing.join(' and ')}`);
  return import('./checked.js').then(({ checked }) => checked(value));
}
