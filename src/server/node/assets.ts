import { readFile, stat } from 'node:fs/promises';
import { encode, encodingFor, type Bytes, type Encoding } from '../encoding.js';
import { cdnFolder } from './packaged.js';

/** One file name and nothing that leads out of the folder. */
const PATH = /^\/dist\/cdn\/([\w][\w.-]*\.js)$/;

/** A name with a hash of its content never means anything else. */
const HASHED = /-[\w-]{8,}\.js$/;

const BROTLI_QUALITY = 11;

interface Asset {
  modified: number;
  plain: Bytes;
  encoded: Partial<Record<Encoding, Promise<Bytes>>>;
}

/**
 * The script tag's files, `/dist/cdn/<name>.js`, to pages of any origin; compressed once.
 * @returns `null` for every other path
 */
export function createAssets(folder = cdnFolder): (request: Request) => Promise<Response | null> {
  const assets = new Map<string, Asset>();

  async function load(name: string): Promise<Asset> {
    const url = new URL(name, folder);
    const modified = (await stat(url)).mtimeMs;
    const known = assets.get(name);
    if (known?.modified === modified) return known;
    const asset: Asset = { modified, plain: new Uint8Array(await readFile(url)), encoded: {} };
    assets.set(name, asset);
    return asset;
  }

  return async (request) => {
    const { pathname } = new URL(request.url);
    const name = PATH.exec(pathname)?.[1];
    if (name === undefined || !/^(?:GET|HEAD)$/.test(request.method)) return null;
    const asset = await load(name).catch(() => null);
    if (asset === null) return null;
    const encoding = encodingFor(request.headers.get('Accept-Encoding'));
    const headers = new Headers({
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': HASHED.test(name)
        ? 'public, max-age=31536000, immutable'
        : 'public, max-age=300',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
      'Last-Modified': new Date(asset.modified).toUTCString(),
      Vary: 'Accept-Encoding',
    });
    if (isKnown(request, asset)) return new Response(null, { status: 304, headers });
    const body =
      encoding === null
        ? asset.plain
        : await (asset.encoded[encoding] ??= encode(encoding, asset.plain, BROTLI_QUALITY));
    if (encoding !== null) headers.set('Content-Encoding', encoding);
    headers.set('Content-Length', String(body.byteLength));
    return new Response(body, { headers });
  };
}

/** The browser has it already (RFC 9110 §13.1.3), to the second, as HTTP's dates are. */
function isKnown(request: Request, { modified }: Asset): boolean {
  const since = Date.parse(request.headers.get('If-Modified-Since') ?? '');
  return since >= Math.floor(modified / 1_000) * 1_000;
}
