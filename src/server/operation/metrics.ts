import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { BUDGETS } from '../limits/budgets.js';
import { SNAPSHOT_READS, type Observer, type ServerState } from '../types.js';

export interface Metrics {
  observer: Omit<Observer, 'onNotice'>;
  /** From then on the gauges say what is under way in that server. */
  watch(state: () => ServerState): void;
  /** Answers `/metrics`. */
  fetch(request: Request): Promise<Response>;
}

/** Seconds: from a kept answer to a write that waits for a lock. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What Prometheus collects. Labels are routes, methods and codes, all of them few: no keys, no
 * accounts, no addresses.
 */
export function createMetrics(): Metrics {
  const register = new Registry();
  const registers = [register];
  let stateOf: (() => ServerState) | null = null;

  collectDefaultMetrics({ register });
  const requests = new Counter({
    name: 'palabre_requests_total',
    help: 'Requests by the class of their status.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const durations = new Histogram({
    name: 'palabre_request_duration_seconds',
    help: 'Time until the answer was ready.',
    labelNames: ['method', 'route'],
    buckets: BUCKETS,
    registers,
  });
  const snapshots = new Counter({
    name: 'palabre_snapshot_reads_total',
    help: 'Public reads: kept, confirmed by the database, loaded anew, or stale in an outage.',
    labelNames: ['read'],
    registers,
  });
  for (const read of SNAPSHOT_READS) snapshots.inc({ read }, 0);
  const limited = new Counter({
    name: 'palabre_rate_limited_total',
    help: 'Requests over a limit.',
    labelNames: ['budget', 'by'],
    registers,
  });
  for (const budget of BUDGETS) limited.inc({ budget, by: 'address' }, 0);
  const failures = new Counter({
    name: 'palabre_database_errors_total',
    help: 'Failures of the database by SQLSTATE class.',
    labelNames: ['class'],
    registers,
  });
  new Gauge({
    name: 'palabre_snapshot_threads',
    help: 'Threads of which answers are kept in memory.',
    registers,
    collect() {
      this.set(stateOf?.().kept ?? 0);
    },
  });
  new Gauge({
    name: 'palabre_parser_queue',
    help: 'Texts that wait to be parsed.',
    registers,
    collect() {
      this.set(stateOf?.().parsing ?? 0);
    },
  });
  new Gauge({
    name: 'palabre_event_streams',
    help: 'Streams of live events that are open.',
    registers,
    collect() {
      this.set(stateOf?.().events.open ?? 0);
    },
  });
  new Gauge({
    name: 'palabre_event_bytes',
    help: 'Bytes of live events that connections have not taken yet.',
    registers,
    collect() {
      this.set(stateOf?.().events.queued ?? 0);
    },
  });
  new Gauge({
    name: 'palabre_database_connections',
    help: 'Connections to the database, and calls that wait for one.',
    labelNames: ['state'],
    registers,
    collect() {
      const database = stateOf?.().database;
      if (database == null) return;
      this.set({ state: 'in_use' }, database.inUse);
      this.set({ state: 'idle' }, database.idle);
      this.set({ state: 'waiting' }, database.waiting);
    },
  });

  return {
    observer: {
      onRequest({ method, route, status, duration }) {
        requests.inc({ method, route, status: `${Math.floor(status / 100)}xx` });
        durations.observe({ method, route }, duration / 1_000);
      },
      onSnapshot: (read) => snapshots.inc({ read }),
      onLimited: (budget, by) => limited.inc({ budget, by }),
      onDatabaseError: (code) => failures.inc({ class: classOf(code) }),
    },
    watch(state) {
      stateOf = state;
    },
    async fetch(request) {
      if (new URL(request.url).pathname !== '/metrics') return new Response(null, { status: 404 });
      const headers = { 'Content-Type': register.contentType, 'Cache-Control': 'no-store' };
      return new Response(await register.metrics(), { headers });
    },
  };
}

/** Two characters of an SQLSTATE; a system's code, such as `ECONNREFUSED`, is a lost connection. */
function classOf(code: string): string {
  return /^(?!E)[0-9A-Z]{5}$/.test(code) ? code.slice(0, 2) : 'connection';
}
