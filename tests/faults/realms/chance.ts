import { createHash } from 'node:crypto';

/** Chance that repeats itself: the same for the same seed. */
export interface Chance {
  /** From 0 to 1. */
  random: () => number;
  /** Begins anew. */
  sow(seed: number): void;
  getRandomValues: <T extends Uint8Array | Uint32Array>(array: T) => T;
  subtle: { digest(algorithm: string, bytes: Uint8Array): Promise<ArrayBuffer> };
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0;
  // Mulberry32.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    sow: (another) => void (state = another >>> 0),
    random: () => next() / 2 ** 32,
    getRandomValues: (array) => {
      for (let at = 0; at < array.length; at += 1) array[at] = next();
      return array;
    },
    subtle: {
      digest: (_, bytes) =>
        Promise.resolve(new Uint8Array(createHash('sha256').update(bytes).digest()).buffer),
    },
  };
}
