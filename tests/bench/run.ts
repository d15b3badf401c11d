import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { postgresMissing, startPostgres } from '../support/postgres.js';
import { ROOT } from '../support/steps.js';
import { printTable, type Bench, type Settings, type Table } from './support/bench.js';
import { DATABASES, type DatabaseName } from './support/server.js';

const FOLDER = new URL('.', import.meta.url);
const OUTPUT = join(ROOT, 'tests/.output');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'string', default: DATABASES.join(',') },
    full: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '10' },
    help: { type: 'boolean', short: 'h' },
  },
});
const benches = await loadBenches();
if (values.help) {
  console.log(usage());
  process.exit();
}
const unknown = positionals.find((name) => !benches.has(name));
if (unknown !== undefined) {
  console.error(`Unknown bench: ${unknown}\n\n${usage()}`);
  process.exit(2);
}

const names = positionals.length
  ? positionals
  : [...benches].filter(([, { short }]) => short).map(([name]) => name);
const noPostgres = postgresMissing();
const databases = DATABASES.filter((name) => values.database.split(',').includes(name)).filter(
  (name) => name !== 'PostgreSQL' || !noPostgres,
);
if (noPostgres) console.log(`Without PostgreSQL: ${noPostgres}`);
const ownPostgres = await postgresFor(databases);

const settings: Settings = {
  databases,
  full: values.full,
  seconds: Number(values.seconds),
  minutes: Number(values.minutes),
  say: (message) => console.log(`… ${message}`),
};
mkdirSync(OUTPUT, { recursive: true });
console.log(describeMachine());
for (const name of names) {
  console.log(`\n— ${name}`);
  const startedAt = new Date();
  const loadBefore = loadavg()[0];
  const tables: Table[] = [];
  for await (const table of benches.get(name)?.run(settings) ?? []) {
    printTable(table);
    tables.push(table);
  }
  const seconds = (Date.now() - startedAt.getTime()) / 1_000;
  const path = join(OUTPUT, `bench-${name}.json`);
  const { say: _, ...said } = settings;
  const result = {
    startedAt,
    seconds,
    machine: describeMachine(),
    loadBefore,
    settings: said,
    tables,
  };
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\n  ${seconds.toFixed(0)} s; ${path}`);
}
await ownPostgres?.stop();

/** The tests' own server, unless they were given one; its settings spare the disk. */
async function postgresFor(wanted: readonly DatabaseName[]) {
  if (!wanted.includes('PostgreSQL') || process.env['PALABRE_TEST_DATABASE_URL']) return undefined;
  const cluster = await startPostgres();
  process.env['PALABRE_TEST_DATABASE_URL'] = cluster.url;
  return cluster;
}

async function loadBenches(): Promise<Map<string, Bench>> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.bench.ts'));
  const loaded = await Promise.all(
    files.sort().map(async (file): Promise<[string, Bench]> => {
      const module = (await import(new URL(file, FOLDER).href)) as { bench: Bench };
      return [file.replace('.bench.ts', ''), module.bench];
    }),
  );
  return new Map(loaded);
}

function describeMachine(): string {
  const [cpu] = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  const load = loadavg()[0]?.toFixed(1);
  return `Node ${process.version}, ${cpus().length} × ${cpu?.model.trim()}, ${memory} GB; load ${load}`;
}

function usage(): string {
  const width = Math.max(...[...benches.keys()].map((name) => name.length));
  const lines = [...benches].map(
    ([name, { summary, short }]) =>
      `  ${name.padEnd(width)}  ${summary}${short ? '' : ' (by name only)'}`,
  );
  return `npm run bench -- [options] [name …]

${lines.join('\n')}

  --database=NAME,…  of ${DATABASES.join(' ')}
  --full             the full sizes: 1,000,000 comments
  --seconds=N        of load per figure (5)
  --minutes=N        of load on which memory is watched (10)

Runs on what \`npm run build\` has built. A figure out of its budget fails nothing.`;
}
