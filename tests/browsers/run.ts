import { defaultReporter, startTestRunner, summaryReporter } from '@web/test-runner';
import { noCounts, RAN_WHOLE, writeCounts } from '../support/counts.js';
import { configFor, type Plan } from '../web-test-runner.config.js';
import { countReporter } from './count-reporter.js';
import { findEngines } from './find.js';

/*
 * Runs the given test files in every engine found:
 *   tsx tests/browsers/run.ts tests/elements/thread/thread.browser.test.ts
 * PALABRE_ENGINES=firefox picks engines; PALABRE_COUNTS names a file for the counts.
 */
const files = process.argv.slice(2);
// The runner opens WebKit's pages without waiting for them. One that fails is told by its time limit.
process.on('unhandledRejection', (reason) => console.error(String(reason)));
const engines = await findEngines();
const { PALABRE_COUNTS } = process.env;

const names = engines.map(({ name }) => name);
const counts = countReporter(names, (name, result) => {
  if (PALABRE_COUNTS) writeCounts(PALABRE_COUNTS, { name, ...result });
});
await run({ files, engines });
// With a browser that is lost, what became of the tests is not known: none of them has failed.
for (const engine of engines) {
  const lost = counts.lostIn(engine.name);
  if (lost.length === 0) continue;
  console.log(`\n${engine.name} was lost; once more in another one: ${lost.join(', ')}\n`);
  await run({ files: lost, engines: [engine] });
}
if (PALABRE_COUNTS) writeCounts(PALABRE_COUNTS, { ...noCounts(), name: RAN_WHOLE });
process.exit(counts.isPassed(files.length) ? 0 : 1);

async function run(what: Pick<Plan, 'files' | 'engines'>): Promise<void> {
  const human = process.stdout.isTTY ? defaultReporter() : summaryReporter({ flatten: true });
  const runner = await startTestRunner({
    config: configFor({ ...what, reporters: [human, counts] }),
    readCliArgs: false,
    readFileConfig: false,
    autoExitProcess: false,
  });
  if (!runner) process.exit(1);
  await new Promise((resolve) => runner.on('stopped', resolve));
}
