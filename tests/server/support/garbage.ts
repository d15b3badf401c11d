import fc from 'fast-check';
import type { Operation } from '../../../src/server/openapi/operation.js';

/** What clients send by mistake, and what others send on purpose. */
const NASTY_TEXT = fc.constantFrom(
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202e',
  'null',
  'undefined',
  'NaN',
  '[object Object]',
  "'; drop table comments; --",
  '${7*7}',
  '%00',
  '../../etc/passwd',
  '9'.repeat(400),
  'é'.repeat(700),
  '0000-01-01T00:00:00.000Z',
  '0049-06-30T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+275760-09-13T00:00:00.000Z',
  '9999-99-99T99:99:99.999Z',
);

const NASTY_NUMBER = fc.constantFrom(-1, 0, 1, 1.5, -0, 2 ** 31, 2 ** 53, 1e308, 5e-324);

/** Anything; `known` are names of things that are there. */
function anything(known: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      NASTY_TEXT,
      fc.string({ unit: 'binary', maxLength: 40 }),
      NASTY_NUMBER,
      fc.boolean(),
      fc.constant(null),
      known,
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(fc.string({ maxLength: 10 }), tie('any'), { maxKeys: 4 }),
    ),
  })).any;
}

type Path = readonly string[];

/** Every place in a value, the whole included. */
function pathsOf(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const inner = Object.entries(value).flatMap(([key, part]) =>
    pathsOf(part).map((path) => [key, ...path]),
  );
  return [[], ...inner];
}

/** The value with something else in one place; `undefined` leaves it out. */
function put(value: unknown, [key, ...rest]: Path, other: unknown): unknown {
  if (key === undefined) return other;
  const inside = Object(value) as Record<string, unknown>;
  return { ...inside, [key]: put(inside[key], rest, other) };
}

/** A body that is right but for one place or two, or something else altogether. */
export function bodyOf(right: unknown, known: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const value = anything(known);
  const change = fc.tuple(
    fc.constantFrom(...pathsOf(right)),
    fc.oneof({ weight: 3, arbitrary: value }, known, fc.constant(undefined)),
  );
  const more = fc.dictionary(fc.constantFrom('__proto__', 'constructor', 'id', 'x'), value, {
    maxKeys: 2,
  });
  return fc.oneof(
    { weight: 6, arbitrary: change.map(([path, other]) => put(right, path, other)) },
    fc.tuple(change, change).map(([[a, one], [b, two]]) => put(put(right, a, one), b, two)),
    more.map((extra) => ({ ...Object(right), ...extra }) as unknown),
    value,
  );
}

export type Entries = [name: string, value: string][];

export function queryOf(
  { query }: Operation,
  right: Entries,
  known: fc.Arbitrary<string>,
): fc.Arbitrary<string> {
  const entry: fc.Arbitrary<Entries[number]> = fc.tuple(
    fc.constantFrom(...Object.keys(query?.shape ?? {}), 'x'),
    fc.oneof(NASTY_TEXT, fc.string({ maxLength: 30 }), NASTY_NUMBER.map(String), known),
  );
  const changed = entry.map(([name, value]): Entries => [
    ...right.filter(([other]) => other !== name),
    [name, value],
  ]);
  return fc
    .oneof(
      { weight: 3, arbitrary: fc.constant(right) },
      { weight: 3, arbitrary: changed },
      fc.array(entry, { maxLength: 6 }),
    )
    .map((entries) => new URLSearchParams(entries.map(([k, v]) => [k, wellFormed(v)])).toString());
}

/** One part of a path: mostly what is there. */
export function segmentOf(known: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: known.map(encodeURIComponent) },
    NASTY_TEXT.map((text) => encodeURIComponent(wellFormed(text))),
    fc.constantFrom('%', '%zz', '%c3%28', '%ed%a0%80', '..%2f', '%2e%2e'),
  );
}

/** As it can be in an address: what cannot be encoded never leaves a client. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}
