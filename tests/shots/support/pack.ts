import { crc32, deflateSync } from 'node:zlib';
import { PNG } from 'pngjs';

const SIGNATURE = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const MOST = 256;

/**
 * The same picture in a third of the bytes: with a palette of its most frequent colours, each other
 * one as the nearest of these. Text on few grounds has hardly more, and `pngjs` writes none.
 */
export function packed(shot: Buffer): Buffer {
  const { width, height, data } = PNG.sync.read(shot);
  const { palette, indexOf } = paletteOf(data);
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      rows[y * (width + 1) + 1 + x] = indexOf.get(colourAt(data, (y * width + x) * 4))!;
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits for a pixel, which stand for a colour of the palette.
  head.set([8, 3], 8);
  const colours = Buffer.from(palette.flatMap(channelsOf));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

interface Palette {
  /** 0xRRGGBB each. */
  palette: number[];
  /** Where in the palette each colour of the picture is, or the nearest to it. */
  indexOf: Map<number, number>;
}

function paletteOf(data: Buffer): Palette {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = colourAt(data, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const all = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([colour]) => colour);
  const palette = all.slice(0, MOST);
  return { palette, indexOf: new Map(all.map((colour) => [colour, nearest(palette, colour)])) };
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) => distance(other, colour));
  return distances.indexOf(Math.min(...distances));
}

function distance(a: number, b: number): number {
  const [other, channels] = [channelsOf(a), channelsOf(b)];
  return channels.reduce((sum, channel, at) => sum + (channel - other[at]!) ** 2, 0);
}

function channelsOf(colour: number): number[] {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function colourAt(data: Buffer, at: number): number {
  return data.readUIntBE(at, 3);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
