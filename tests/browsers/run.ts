import { startTestRunner, summaryReporter, defaultReporter } from '@web/test-runner';
import { writeCounts } from '../support/counts.js';
import { configFor } from '../web-test-runner.config.js';
import { countReporter } from './count-reporter.js';
import { findEngines } from './find.js';
import { startWebKitDriver } from './webkit-driver.js';

/*
 * Runs the given test files in every engine found:
 *   tsx tests/browsers/run.ts tests/elements/thread/thread.browser.test.ts
 * PALABRE_ENGINES=firefox picks engines; PALABRE_COUNTS names a file for the counts.
 */
const files = process.argv.slice(2);
const engines = await findEngines();
const needed = engines.find(({ name }) => name === 'webkit');
const webkit = needed && (await startWebKitDriver(needed));

const counts = countReporter();
const human = process.stdout.isTTY ? defaultReporter() : summaryReporter({ flatten: true });
const runner = await startTestRunner({
  config: configFor({ files, engines, webkit, reporters: [human, counts] }),
  readCliArgs: false,
  readFileConfig: false,
  autoExitProcess: false,
});
if (!runner) process.exit(1);
const passed = await new Promise<boolean>((resolve) => runner.on('stopped', resolve));
await webkit?.stop();

const { PALABRE_COUNTS } = process.env;
for (const engine of engines) {
  const result = counts.byEngine.get(engine.name) ?? { passed: 0, failed: 1, skipped: 0 };
  if (PALABRE_COUNTS) writeCounts(PALABRE_COUNTS, { name: engine.name, ...result });
}
process.exit(passed ? 0 : 1);
