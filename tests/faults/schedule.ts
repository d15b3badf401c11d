import '../cache/indexed-db.js';
import fc from 'fast-check';
import { installLocks } from './locks.js';
import { FAULTS, turns, type Fault } from './server.js';
import { PLACES, World, type Place } from './world.js';

const ACTS = [
  ...(['post', 'post', 'edit', 'delete', 'vote', 'vote', 'report'] as const),
  ...([
    'send',
    'reload',
    'kill',
    'renew-token',
    'restart',
    'storage-fails',
    'storage-works',
  ] as const),
] as const;

interface Step {
  act: (typeof ACTS)[number];
  place: Place;
  pick: number;
  /** What the next write meets. */
  fault: Fault;
  delay: number;
  /** Turns until the next step: less than a call takes, or more. */
  pause: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  place: fc.constantFrom(...PLACES),
  pick: fc.nat(11),
  fault: fc.oneof(
    { arbitrary: fc.constant('none' as const), weight: 4 },
    fc.constantFrom(...FAULTS),
  ),
  delay: fc.nat(6),
  pause: fc.oneof(fc.nat(3), fc.nat(40)),
});

/** Whether the device lets anybody into its database. */
let storageWorks = true;
let isInstalled = false;

/** Everything that may happen to what a reader writes, in any order. */
export function schedules(): fc.IAsyncProperty<[readonly Step[]]> {
  install();
  return fc.asyncProperty<[readonly Step[]]>(fc.array(step, { minLength: 2, maxLength: 16 }), run);
}

async function run(steps: readonly Step[]): Promise<void> {
  const world = new World();
  storageWorks = true;
  for (const { act, place, pick, fault, delay, pause } of steps) {
    world.server.faults.push(fault);
    world.server.delays.push(delay);
    if (act === 'kill') world.kill(place);
    else if (act === 'restart') world.server.restart();
    else if (act === 'renew-token') world.server.renewToken();
    else if (act === 'storage-fails') {
      storageWorks = false;
      world.deviceFailed = true;
    } else if (act === 'storage-works') storageWorks = true;
    else await world[act](place, pick);
    await turns(pause);
  }
  storageWorks = true;
  await world.check();
}

const transactionOf = ({ ['transaction']: it }: Pick<IDBDatabase, 'transaction'>) => it;

function install(): void {
  if (isInstalled) return;
  isInstalled = true;
  installLocks();
  // A source of tokens that fails says so.
  console.warn = () => undefined;
  IDBDatabase.prototype.transaction = new Proxy(transactionOf(IDBDatabase.prototype), {
    apply(transaction, database, args) {
      if (!storageWorks) throw new DOMException('told to fail', 'UnknownError');
      return Reflect.apply(transaction, database, args) as IDBTransaction;
    },
  });
}
