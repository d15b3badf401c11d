import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { ROOT } from '../../support/steps.js';
import { packed } from './pack.js';

/** How far a pixel's colour may be off, of 1: a step of an edge's smoothing is no change. */
const THRESHOLD = 0.2;
/** How many pixels may be off, of all. Another Chromium (147 for 156) draws 0.28 % otherwise. */
const SHARE = 0.005;
/** How many may be off in any square of so many by so many: 28 there, and a vote's arrow is more. */
const SQUARE = 24;
const IN_SQUARE = 80;

const REFERENCES = join(ROOT, 'tests/shots/references');

/**
 * Compares a picture with its reference, and draws where they differ.
 *
 * @returns what is wrong with it, in words; `undefined` if nothing is
 */
export function compare(name: string, shot: Buffer, differences: string): string | undefined {
  const path = join(REFERENCES, name);
  if (!existsSync(path)) return 'has no reference: look at it, then `npm run shots -- --update`';
  const [is, was] = [PNG.sync.read(shot), PNG.sync.read(readFileSync(path))];
  if (is.width !== was.width || is.height !== was.height) {
    return `is ${is.width} × ${is.height} pixels, and was ${was.width} × ${was.height}`;
  }
  const drawn = new PNG({ width: is.width, height: is.height });
  const off = (windowSize: number): number => {
    const options = { threshold: THRESHOLD, windowSize };
    return pixelmatch(was.data, is.data, drawn.data, is.width, is.height, options);
  };
  const [inSquare, all] = [off(SQUARE), off(Infinity)];
  const share = all / (is.width * is.height);
  if (share <= SHARE && inSquare <= IN_SQUARE) return undefined;
  mkdirSync(differences, { recursive: true });
  const file = join(differences, name);
  writeFileSync(file, PNG.sync.write(drawn));
  return `differs in ${all} pixels (${(share * 100).toFixed(2)} %), ${inSquare} of them close together: ${file}`;
}

export function writeReference(name: string, shot: Buffer): void {
  mkdirSync(REFERENCES, { recursive: true });
  writeFileSync(join(REFERENCES, name), packed(shot));
}
