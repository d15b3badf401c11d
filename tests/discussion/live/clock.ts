import assert from 'node:assert/strict';
import type { Timing } from '../../../src/discussion/live/timing.js';

/** Time that passes only where a test lets it. */
export class Clock implements Timing {
  readonly waits: number[] = [];
  #now = 0;
  #wake: (() => void) | null = null;

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0;
  }

  wait(milliseconds: number, signal: AbortSignal): Promise<void> {
    this.waits.push(milliseconds);
    return new Promise((resolve) => {
      this.#wake = resolve;
      signal.addEventListener('abort', () => {
        if (this.#wake === resolve) this.#wake = null;
        resolve();
      });
    });
  }

  later(milliseconds: number): void {
    this.#now += milliseconds;
  }

  /** Lets the wait under way pass, once there is one. */
  async pass(): Promise<void> {
    await until(() => this.#wake !== null);
    this.#now += this.waits.at(-1)!;
    const wake = this.#wake!;
    this.#wake = null;
    wake();
    await settled();
  }
}

export async function until(holds: () => boolean): Promise<void> {
  for (let turn = 0; !holds(); turn += 1) {
    assert.ok(turn < 2_000, 'it did not come to that');
    await new Promise(setImmediate);
  }
}

export async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
}
