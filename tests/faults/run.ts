import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { schedules } from './schedule.js';

/*
 * npm run faults -- --runs=10000 --seed=1
 *
 * Runs as many schedules, and prints how many there were and the shortest that failed.
 */
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
});
const began = performance.now();
const outcome = await fc.check(schedules(), {
  numRuns: Number(values.runs),
  seed: Number(values.seed),
});
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`${outcome.numRuns} schedules, seed ${outcome.seed}, ${seconds} s`);
if (outcome.failed) {
  console.log(await fc.asyncDefaultReportMessage(outcome));
  console.log(outcome.errorInstance);
}
process.exit(outcome.failed ? 1 : 0);
