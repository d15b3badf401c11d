import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noCounts, RAN_WHOLE, readCounts, type NamedCounts } from './counts.js';
import { outputOf } from './processes.js';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OUTPUT = join(ROOT, 'tests/.output');
const STEP_LIMIT = 30 * 60_000;
/** Milliseconds for a test file: Node 20 knows no limit for all tests. */
const FILE_LIMIT = 5 * 60_000;

export const STEP_NAMES = [
  'format',
  'lint',
  'types',
  'build',
  'node',
  'browser',
  'e2e',
  'package',
] as const;
export type StepName = (typeof STEP_NAMES)[number];

export interface Plan {
  /** Only test files whose path contains one of these. */
  filters: readonly string[];
  /** The engines that must all have run tests. */
  engines: readonly string[];
  env: NodeJS.ProcessEnv;
}

type Step = (plan: Plan) => Promise<NamedCounts[]>;

export const STEPS: Record<StepName, Step> = {
  format: (plan) => one('format', ['prettier', '--check', '.'], plan),
  lint: (plan) => one('lint', ['npm', 'run', '--silent', 'lint'], plan),
  types: (plan) => one('types', ['tsc'], plan),
  build: (plan) => one('build', ['npm', 'run', '--silent', 'build'], plan),
  node: (plan) => nodeTests('node', 2, plan),
  browser: browserTests,
  // Whole pages measure time and focus: one file after the other.
  e2e: (plan) => nodeTests('e2e', 1, plan),
  package: packageTests,
};

/** What only reads, a processor each; nothing else runs beside what is timed or has the focus. */
const TOGETHER: readonly StepName[] = ['format', 'lint', 'types'];

/** The steps in their order, with those at once that do not disturb one another. */
export function roundsOf(steps: readonly StepName[]): StepName[][] {
  const together = steps.filter((step) => TOGETHER.includes(step));
  const others = steps.filter((step) => !TOGETHER.includes(step)).map((step) => [step]);
  return together.length > 0 ? [together, ...others] : others;
}

export const FILE_STEPS = ['node', 'browser', 'e2e'] as const;
export type FileStep = (typeof FILE_STEPS)[number];

/** The folder of a test mirrors src; its suffix says where it runs. */
export function testFiles(step: FileStep, filters: readonly string[]): string[] {
  return readdirSync(join(ROOT, 'tests'), { recursive: true, encoding: 'utf8' })
    .map((path) => `tests/${path}`)
    .filter((path) => path.endsWith(`.${step}.test.ts`))
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter)))
    .sort();
}

async function nodeTests(
  name: 'node' | 'e2e',
  concurrency: number,
  plan: Plan,
): Promise<NamedCounts[]> {
  const files = testFiles(name, plan.filters);
  if (files.length === 0) return [failure(`${name} (no test files)`)];
  const countsFile = join(OUTPUT, `${name}.jsonl`);
  rmSync(countsFile, { force: true });
  const reporter = (what: string, where: string): string[] => [
    `--test-reporter=${what}`,
    `--test-reporter-destination=${where}`,
  ];
  const ok = await run(
    [
      ...['node', '--import', 'tsx', '--test', `--test-concurrency=${concurrency}`],
      `--test-timeout=${FILE_LIMIT}`,
      ...reporter('spec', 'stdout'),
      ...reporter('./tests/support/node-count-reporter.js', countsFile),
      ...files,
    ],
    plan.env,
  );
  return settle(
    [name],
    readCounts(countsFile).map((counts) => ({ ...counts, name })),
    ok,
  );
}

async function browserTests(plan: Plan): Promise<NamedCounts[]> {
  const files = testFiles('browser', plan.filters);
  const names = plan.engines.map((engine) => `browser ${engine}`);
  if (names.length === 0) return [failure('browser (no engine found)')];
  if (files.length === 0) return [failure('browser (no test files)')];
  const countsFile = join(OUTPUT, 'browser.jsonl');
  rmSync(countsFile, { force: true });
  const env = { ...plan.env, PALABRE_COUNTS: countsFile };
  const ok = await run(['node', '--import', 'tsx', 'tests/browsers/run.ts', ...files], env);
  const found = readCounts(countsFile);
  const counts = found.map((it) => ({ ...it, name: `browser ${it.name}` }));
  const results = settle(names, counts, ok);
  // What failed before a run broke off would hide that most of it never ran.
  const isWhole = found.some(({ name }) => name === RAN_WHOLE);
  return isWhole ? results : [...results, failure('browser (broke off)')];
}

async function packageTests(plan: Plan): Promise<NamedCounts[]> {
  // Packed once, and without scripts: `prepare` would build everything a second time.
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', OUTPUT];
  const file = await outputOf('npm', pack, plan.env);
  const tarball = file && join(OUTPUT, file.split('\n').at(-1) ?? '');
  if (!tarball) return [failure('package (npm pack)')];
  const publint = await one('publint', ['publint', 'run', '--strict', tarball], plan);
  const attw = await one('attw', ['attw', tarball, '--profile', 'esm-only'], plan);
  rmSync(tarball, { force: true });
  return [...publint, ...attw];
}

async function one(name: string, command: string[], { env }: Plan): Promise<NamedCounts[]> {
  return [(await run(command, env)) ? { ...noCounts(), name, passed: 1 } : failure(name)];
}

/** A process that failed without a failed test, or a suite without any test, is a failure too. */
function settle(names: readonly string[], counts: NamedCounts[], ok: boolean): NamedCounts[] {
  const results = names.map((name) => {
    const found = counts.find((candidate) => candidate.name === name);
    return found && found.passed + found.failed > 0 ? found : failure(`${name} (no test ran)`);
  });
  if (!ok && results.every(({ failed }) => failed === 0)) results.push(failure(`${names[0]} run`));
  return results;
}

function failure(name: string): NamedCounts {
  return { ...noCounts(), name, failed: 1 };
}

const current = new Set<ChildProcess>();

export function stopCurrentSteps(signal: NodeJS.Signals): void {
  current.forEach((child) => child.kill(signal));
}

function run([command = '', ...args]: readonly string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  const path = [join(ROOT, 'node_modules/.bin'), env['PATH']].join(delimiter);
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...env, PATH: path },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  current.add(child);
  return new Promise((resolve) => {
    const limit = setTimeout(() => {
      console.error(`${command} took more than ${STEP_LIMIT / 60_000} minutes`);
      child.kill('SIGKILL');
    }, STEP_LIMIT);
    const settle = (ok: boolean): void => {
      clearTimeout(limit);
      current.delete(child);
      resolve(ok);
    };
    child.once('error', (error) => {
      console.error(error.message);
      settle(false);
    });
    child.once('exit', (code) => settle(code === 0));
  });
}
