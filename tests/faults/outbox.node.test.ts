import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FOUND } from './found.js';
import { play, schedules } from './schedule.js';

/** A share of what `npm run faults` runs. */
const RUNS = Number(process.env['PALABRE_FAULT_RUNS'] ?? 300);

describe('what a reader writes, whatever happens to it', () => {
  for (const [fault, steps] of Object.entries(FOUND)) {
    it(`is not lost or doubled as it once was: ${fault}`, () => play({ seed: 0, steps }));
  }

  it('stands exactly once, and the server, the device and the screen agree', async () => {
    await fc.assert(schedules(), { numRuns: RUNS, seed: 20_270_601 });
  });
});
