import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip';

export type Bytes = Uint8Array<ArrayBuffer>;

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** The best encoding that a client accepts; `null` for none. */
export function encodingFor(accepted: string | null | undefined): Encoding | null {
  const names = (accepted ?? '')
    .split(',')
    .filter((part) => !/;\s*q=0(?:\.0*)?\s*$/.test(part))
    .map((part) => part.split(';')[0]?.trim());
  if (names.includes('br')) return 'br';
  return names.includes('gzip') ? 'gzip' : null;
}

/** `quality` is brotli's, 0 to 11: what is compressed rarely can take long. */
export async function encode(encoding: Encoding, plain: Bytes, quality: number): Promise<Bytes> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality };
  return new Uint8Array(encoding === 'br' ? await brotli(plain, { params }) : await deflate(plain));
}
