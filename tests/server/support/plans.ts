import type { PGlite, Transaction } from '@electric-sql/pglite';
import type { Pool, PoolClient } from 'pg';
import type { Storage } from '../../../src/server/index.js';
import { stateOf } from '../../../src/server/storage/state.js';

/** One look into a table, as EXPLAIN tells it. */
export interface Scan {
  node: string;
  table: string;
  /** Rows that were looked at, those that a filter dropped included, in all loops. */
  examined: number;
}

/** What the database did, or would do, for one statement that the server really sent. */
export interface Plan {
  statement: string;
  /** With the statement's own values, and run. */
  scans: Scan[];
  /** Planned without knowing the values, as for a prepared statement; not run. */
  generic: Scan[];
  /** Sequential scans of each table, those of triggers and foreign keys included. */
  sequential: Map<string, number>;
}

interface Explained {
  'QUERY PLAN': [{ Plan: PlanNode }];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows'?: number;
  'Actual Loops'?: number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  Plans?: PlanNode[];
}

type Ask = <Row>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Everything else is planned: a statement that this does not know shall not go unseen. */
const CONTROL = /^\s*(?:begin|commit|rollback|savepoint|release|set)\b/i;

/**
 * Explains every statement of a storage right before it runs: where it runs, with its values, and
 * with all that its transaction did before. What the explaining itself changes is taken back.
 */
export function watchPlans(storage: Storage): {
  plansOf(work: () => Promise<unknown>): Promise<Plan[]>;
} {
  const { $client: client } = stateOf(storage).db as unknown as { $client: Pool | PGlite };
  let plans: Plan[] | null = null;

  const explain = async (ask: Ask, text: string, values: unknown[] = []): Promise<void> => {
    if (plans === null || CONTROL.test(text)) return;
    const kept = plans;
    await ask('savepoint plan');
    const generic = await explainGeneric(ask, text);
    await ask('rollback to savepoint plan');
    const before = await sequentialScans(ask);
    const [explained] = await ask<Explained>(`explain (analyze, format json) ${text}`, values);
    const after = await sequentialScans(ask);
    await ask('rollback to savepoint plan');
    await ask('release savepoint plan');
    kept.push({
      statement: text.replaceAll(/\s+/g, ' ').trim(),
      scans: scansOf(explained),
      generic,
      sequential: new Map(
        [...after].map(([name, count]) => [name, count - (before.get(name) ?? 0)]),
      ),
    });
  };

  if ('connect' in client) watchPool(client, explain);
  else watchPglite(client, explain);
  return {
    async plansOf(work) {
      const seen: Plan[] = (plans = []);
      await work();
      plans = null;
      return seen;
    },
  };
}

type Explain = (ask: Ask, text: string, values?: unknown[]) => Promise<void>;
type PgQuery = (query: { text: string } | string, values?: unknown[]) => Promise<{ rows: [] }>;

function watchPool(pool: Pool, explain: Explain): void {
  const connect = pool.connect.bind(pool) as () => Promise<PoolClient>;
  const watched = async (): Promise<PoolClient> => {
    const client = await connect();
    const query = client.query.bind(client) as PgQuery;
    const release = client.release.bind(client);
    const ask: Ask = async (text, values) => (await query(text, values)).rows;
    const asked: PgQuery = async (sent, values) => {
      await explain(ask, typeof sent === 'string' ? sent : sent.text, values);
      return query(sent, values);
    };
    Object.assign(client, {
      query: asked,
      release: () => {
        Object.assign(client, { query, release });
        release();
      },
    });
    return client;
  };
  const alone: PgQuery = async (sent, values) => {
    const client = await watched();
    try {
      await client.query('begin');
      return await (client.query as unknown as PgQuery)(sent, values);
    } finally {
      await client.query('commit');
      client.release();
    }
  };
  Object.assign(pool, { connect: watched, query: alone });
}

function watchPglite(client: PGlite, explain: Explain): void {
  const transaction = client.transaction.bind(client);
  const watch = (tx: Transaction): Transaction => {
    const query: Transaction['query'] = tx.query.bind(tx);
    const ask: Ask = async <Row>(text: string, values?: unknown[]) =>
      (await query<Row>(text, values)).rows;
    const asked: Transaction['query'] = async (text, values, options) => {
      await explain(ask, text, values);
      return query(text, values, options);
    };
    return Object.assign(tx, { query: asked });
  };
  const watched: PGlite['transaction'] = (work) => transaction((tx) => work(watch(tx)));
  const alone: PGlite['query'] = (text, values, options) =>
    watched((tx) => tx.query(text, values, options));
  Object.assign(client, { transaction: watched, query: alone });
}

async function explainGeneric(ask: Ask, text: string): Promise<Scan[]> {
  const numbers = [...text.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  const count = Math.max(0, ...numbers);
  const values = count === 0 ? '' : `(${Array.from({ length: count }, () => 'null').join(', ')})`;
  await ask('set local plan_cache_mode = force_generic_plan');
  await ask(`prepare plan as ${text}`);
  const [explained] = await ask<Explained>(`explain (format json) execute plan${values}`);
  await ask('deallocate plan');
  return scansOf(explained);
}

async function sequentialScans(ask: Ask): Promise<Map<string, number>> {
  const rows = await ask<{ name: string; count: number }>(
    'select relname as name, seq_scan::integer as count from pg_stat_xact_user_tables',
  );
  return new Map(rows.map(({ name, count }) => [name, count]));
}

function scansOf(explained: Explained | undefined): Scan[] {
  const scans: Scan[] = [];
  const visit = (node: PlanNode): void => {
    const { 'Actual Rows': rows = 0, 'Actual Loops': loops = 0 } = node;
    const dropped =
      (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    const table = node['Relation Name'];
    if (table !== undefined && /Scan$/.test(node['Node Type'])) {
      scans.push({
        node: node['Node Type'],
        table,
        examined: Math.round((rows + dropped) * loops),
      });
    }
    node.Plans?.forEach(visit);
  };
  if (explained !== undefined) visit(explained['QUERY PLAN'][0].Plan);
  return scans;
}
