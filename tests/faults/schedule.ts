import fc from 'fast-check';
import { check } from './check.js';
import { TURN } from './clock.js';
import { HEALTHS } from './database.js';
import { FAULTS, type Fault } from './server.js';
import { PLACES, World, type Place } from './world.js';

const WRITES = [
  'post',
  'post',
  'edit',
  'edit',
  'delete',
  'vote',
  'vote',
  'vote',
  'report',
] as const;
const EVENTS = [
  ...(['reload', 'kill', 'renew-tokens', 'sign-in', 'restart'] as const),
  ...(['network-fails', 'network-works', 'sicken', 'recover', 'clear'] as const),
] as const;

type Act = (typeof WRITES)[number] | (typeof EVENTS)[number];

interface Step {
  act: Act;
  place: Place;
  pick: number;
  /** What the next write meets. */
  fault: Fault;
  /** Turns that the next call takes. */
  delay: number;
  /** Milliseconds until the next step: less than a call takes, or more, or than any patience. */
  pause: number;
}

const turns = (most: number): fc.Arbitrary<number> => fc.nat(most).map((count) => count * TURN);

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(
    { arbitrary: fc.constantFrom<Act>(...WRITES), weight: 3 },
    { arbitrary: fc.constantFrom<Act>(...EVENTS), weight: 2 },
  ),
  place: fc.constantFrom(...PLACES),
  pick: fc.nat(11),
  fault: fc.oneof(
    { arbitrary: fc.constant('none' as const), weight: 4 },
    fc.constantFrom(...FAULTS),
  ),
  delay: turns(40),
  pause: fc.oneof(turns(3), turns(60), fc.constantFrom(600, 4_000, 60_000, 600_000)),
});

export interface Schedule {
  seed: number;
  steps: Step[];
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.nat(),
  steps: fc.array(step, { minLength: 2, maxLength: 16 }),
});

/** Everything that may happen to what readers write, in any order. */
export function schedules(): fc.IAsyncProperty<[Schedule]> {
  return fc.asyncProperty<[Schedule]>(schedule, play);
}

/** Lets a schedule happen to a new world. @throws AssertionError where something is lost or doubled */
export async function play({ seed, steps }: Schedule): Promise<void> {
  const world = new World(seed);
  await world.clock.drive(run(world, steps));
}

async function run(world: World, steps: readonly Step[]): Promise<void> {
  for (const step of steps) {
    world.server.faults.push(step.fault);
    world.server.delays.push(step.delay);
    await take(world, step);
    await world.clock.wait(step.pause);
  }
  await check(world);
}

async function take(world: World, { act, place, pick }: Step): Promise<void> {
  switch (act) {
    case 'renew-tokens':
      return world.server.renewTokens();
    case 'restart':
      return world.server.restart();
    case 'sign-in':
      return world.signIn(place, pick);
    case 'network-fails':
      return world.networkFails();
    case 'network-works':
      return world.networkWorks();
    case 'sicken':
      return world.sicken(HEALTHS[pick % HEALTHS.length]!);
    case 'recover':
      return world.sicken('well');
    case 'reload':
    case 'kill':
    case 'clear':
      return world[act](place);
    default:
      return world.writing[act](place, pick);
  }
}
