import { createHmac } from 'node:crypto';
import { PalabreError } from '../../model/errors.js';
import { isEditor } from '../access.js';
import type { Reader } from '../accounts.js';
import type { SqlClient } from '../storage/state.js';
import type { Observer } from '../types.js';
import { networkOf } from './address.js';
import { BUDGETS, type Budget, type Budgets } from './budgets.js';
import { clearExpired, createCounter, type Counter } from './counter.js';

/** How much anybody may do in a time. */
export interface Limits {
  /** Counts a request of any kind. @throws PalabreError `wait` */
  admit(address: string | null): Promise<void>;
  /**
   * Counts a write, for its account and for its address; visitors (`null`) whose address nobody
   * knows count as one.
   * @throws PalabreError `wait`
   */
  spend(budget: WriteBudget, reader: Reader | null, address: string | null): Promise<void>;
  /** When an account that is over its limit may write again, in milliseconds; else `null`. */
  blockedUntil(budget: WriteBudget, reader: Reader): Promise<number | null>;
  close(): void;
}

export type WriteBudget = Exclude<Budget, 'request'>;

export interface LimitsOptions {
  budgets: Budgets;
  /** Where servers count together; `null` where there is one server only. */
  client: SqlClient | null;
  /** Keeps addresses out of the database: what is stored is a hash. */
  salt: string;
  onLimited?: Observer['onLimited'];
}

/** Behind one address sit so many readers' budgets: a household, a school, an office. */
const ADDRESS_FACTOR = 10;

/** In the place of an address that is not known. */
const NOWHERE = 'nowhere';

const CLEAN_MS = 5 * 60_000;

/** The newsroom's team has no limits. */
export function createLimits(options: LimitsOptions): Limits {
  const { budgets, client, salt, onLimited = () => {} } = options;
  const accounts = countersOf((budget) =>
    createCounter(`${budget} account`, budgets[budget], client),
  );
  const addresses = countersOf((budget) => {
    const limits = budgets[budget].map(({ points, seconds }) => ({
      points: points * ADDRESS_FACTOR,
      seconds,
    }));
    return createCounter(`${budget} address`, limits, client);
  });
  // So many that a look into the database for each would be the heavier load.
  const requests = createCounter('request', budgets.request, null);

  const cleaning =
    client === null ? undefined : setInterval(() => void clean(client), CLEAN_MS).unref();

  async function take(
    counter: Counter,
    key: string,
    budget: Budget,
    by: 'account' | 'address',
  ): Promise<void> {
    const wait = await counter.take(key);
    if (wait === 0) return;
    onLimited(budget, by);
    throw new PalabreError('wait', 'Too much at once.', { retryAfter: Math.ceil(wait / 1_000) });
  }

  return {
    async admit(address) {
      const network = networkOf(address);
      if (network !== null) await take(requests, network, 'request', 'address');
    },
    async spend(budget, reader, address) {
      if (reader !== null && isEditor(reader)) return;
      if (reader !== null) await take(accounts[budget], reader.writer, budget, 'account');
      const network = networkOf(address) ?? (reader === null ? NOWHERE : null);
      if (network === null) return;
      await take(addresses[budget], hashOf(salt, network), budget, 'address');
    },
    async blockedUntil(budget, reader) {
      if (isEditor(reader)) return null;
      const wait = await accounts[budget].waitOf(reader.writer);
      return wait === 0 ? null : Date.now() + wait;
    },
    close: () => clearInterval(cleaning),
  };
}

function countersOf(make: (budget: WriteBudget) => Counter): Record<WriteBudget, Counter> {
  const writes = BUDGETS.filter((budget) => budget !== 'request');
  return Object.fromEntries(writes.map((budget) => [budget, make(budget)])) as Record<
    WriteBudget,
    Counter
  >;
}

function hashOf(salt: string, network: string): string {
  return createHmac('sha256', salt).update(`address\0${network}`).digest('base64url');
}

/** Not critical: what has expired is not counted either. */
async function clean(client: SqlClient): Promise<void> {
  await clearExpired(client).catch(() => undefined);
}
