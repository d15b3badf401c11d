import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINE_NAMES, findEngines, type Engine } from './browsers/find.js';
import { TOOL_NAMES, toolMissing, type ToolName } from './support/tools.js';
import { addCounts, describeCounts, noCounts, type NamedCounts } from './support/counts.js';
import { postgresMissing, SHORT_LIVED, startPostgres } from './support/postgres.js';
import {
  FILE_STEPS,
  ROOT,
  STEP_NAMES,
  STEPS,
  roundsOf,
  stopCurrentSteps,
  testFiles,
  type StepName,
} from './support/steps.js';

const USAGE = `npm test -- [options] [part of a test file's path …]

  --only=STEP,…      of ${STEP_NAMES.join(' ')}
  --require=NAME,…   fail unless found, and if any test is skipped (or PALABRE_REQUIRE), of
                     ${[...ENGINE_NAMES, 'postgres', ...TOOL_NAMES].join(' ')}

  PALABRE_ENGINES=NAME,…           use these engines only
  PALABRE_CHROMIUM, …_FIREFOX      a browser's binary; PALABRE_CHROMIUM=npm: the one from npm
  PALABRE_TEST_DATABASE_URL        a PostgreSQL on which databases may be created`;

const REQUIREMENTS: readonly string[] = [...ENGINE_NAMES, 'postgres', ...TOOL_NAMES];

const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    require: { type: 'string', default: process.env['PALABRE_REQUIRE'] ?? '' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(USAGE);
  process.exit();
}

const steps = chooseSteps();
const required = listOf(values.require, REQUIREMENTS);
let isStopped = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopCurrentSteps(signal);
    // The summary tells how far it came; who asks again does not want it.
    if (isStopped) process.exit(1);
    isStopped = true;
  });
}

mkdirSync(join(ROOT, 'tests/.output'), { recursive: true });
const usesEngines = steps.some((step) => step === 'browser' || step === 'e2e');
const engines: Engine[] = usesEngines || required.length ? await findEngines() : [];
const noPostgres = postgresMissing();
const tools = TOOL_NAMES.filter((name) => !toolMissing(name));
const found = [...engines.map(({ name }) => name), ...(noPostgres ? [] : ['postgres']), ...tools];
const missing = REQUIREMENTS.filter((name) => !found.includes(name));
for (const { version, executablePath } of engines) console.log(`${version}: ${executablePath}`);

const usesPostgres = steps.some((step) => step === 'node' || step === 'e2e') && !noPostgres;
const ownPostgres =
  usesPostgres && !process.env['PALABRE_TEST_DATABASE_URL']
    ? await startPostgres(SHORT_LIVED)
    : undefined;
const env = {
  ...process.env,
  ...(ownPostgres && { PALABRE_TEST_DATABASE_URL: ownPostgres.url }),
};

const results: NamedCounts[] = required
  .filter((name) => missing.includes(name))
  .map((name) => ({ ...noCounts(), name: `${name} (required, not found)`, failed: 1 }));
for (const round of roundsOf(steps)) {
  if (isStopped) break;
  console.log(`\n— ${round.join(', ')}`);
  results.push(...(await Promise.all(round.map(runStep))).flat());
}
if (isStopped) results.push({ ...noCounts(), name: 'stopped', failed: 1 });
await ownPostgres?.stop();
summarise();

async function runStep(step: StepName): Promise<NamedCounts[]> {
  const startedAt = Date.now();
  const counts = await STEPS[step]({ filters, env, engines: engines.map(({ name }) => name) });
  console.log(`  ${step} took ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
  return counts;
}

function summarise(): void {
  if (results.length === 0) results.push({ ...noCounts(), name: 'no test matched', failed: 1 });
  const { skipped } = results.reduce(addCounts, noCounts());
  if (required.length > 0 && skipped > 0) {
    results.push({ ...noCounts(), name: 'tests that were skipped', failed: 1 });
  }
  const named = results.flatMap((it) => (it.named ?? []).map((test) => `  ${it.name} ${test}`));
  if (named.length) console.log(`\n— failed and skipped\n${named.join('\n')}`);
  const width = Math.max(...results.map(({ name }) => name.length));
  const lines = results.map((it) => `  ${it.name.padEnd(width)}  ${describeCounts(it)}`);
  console.log(`\n— summary\n${lines.join('\n')}`);
  const relevant = missing.filter((name) => {
    if (name === 'postgres') return noPostgres;
    return TOOL_NAMES.includes(name as ToolName) ? steps.includes('node') : usesEngines;
  });
  const why = process.env['PALABRE_ENGINES'] ? 'Not found or not chosen' : 'Not found here';
  if (relevant.length) console.log(`${why}, so not tested: ${relevant.join(', ')}`);
  const total = results.reduce(addCounts, noCounts());
  console.log(describeCounts(total));
  process.exitCode = total.failed > 0 ? 1 : 0;
}

function chooseSteps(): StepName[] {
  if (values.only !== undefined) return listOf(values.only, STEP_NAMES);
  if (filters.length === 0) return [...STEP_NAMES];
  return FILE_STEPS.filter((step) => testFiles(step, filters).length > 0);
}

function listOf<T extends string>(value: string, allowed: readonly T[]): T[] {
  const names = value.split(',').filter(Boolean);
  const unknown = names.find((name) => !(allowed as readonly string[]).includes(name));
  if (unknown !== undefined) {
    console.error(`Unknown name: ${unknown}\n\n${USAGE}`);
    process.exit(2);
  }
  return names as T[];
}
