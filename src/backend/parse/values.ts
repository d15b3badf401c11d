import type { CommentId } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';

/** Checks one value; `at` is how deep it stands, see {@link enter}. */
export type Parser<T> = (value: unknown, at: number) => T;

// The keys and indices that lead to the value that is being checked. One list for all, since
// checking never waits; a path of its own for each value took a third of the time.
const path: (string | number)[] = [];

/** Says that what is checked next, at the depth `at + 1`, stands under `key`. */
export function enter(key: string | number, at: number): number {
  path[at] = key;
  return at + 1;
}

function fail(at: number, expected: string): never {
  const place = path
    .slice(0, at)
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`))
    .join('');
  throw new PalabreError('malformed', `${place.slice(1)}: expected ${expected}`);
}

export function scalar<T>(expected: string, test: (value: unknown) => boolean): Parser<T> {
  return (value, at) => (test(value) ? (value as T) : fail(at, expected));
}

export function oneOf<T>(values: readonly T[]): Parser<T> {
  return scalar(`one of ${values.join(', ')}`, (value) => values.includes(value as T));
}

export function nullable<T>(parse: Parser<T>): Parser<T | null> {
  return (value, at) => (value === null ? null : parse(value, at));
}

export function entries(value: unknown, at: number): unknown[] {
  return Array.isArray(value) ? value : fail(at, 'a list');
}

export function list<T>(parse: Parser<T>): Parser<T[]> {
  return (value, at) => entries(value, at).map((entry, index) => parse(entry, enter(index, at)));
}

export function fields(value: unknown, at: number): Record<string, unknown> {
  return typeof value === 'object' && value && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(at, 'an object');
}

export function record<T extends object>(shape: { [K in keyof T]: Parser<T[K]> }): Parser<T> {
  return (value, at) => {
    const from = fields(value, at);
    const to = {} as T;
    // Not `in`: old libraries add to what every object has.
    for (const key of Object.keys(shape) as (keyof T & string)[]) {
      to[key] = shape[key](from[key], enter(key, at));
    }
    return to;
  };
}

export const string = scalar<string>('a string', (value) => typeof value === 'string');
export const boolean = scalar<boolean>('true or false', (value) => typeof value === 'boolean');
export const count = scalar<number>(
  'a count',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);
export const id = scalar<CommentId>('an id', (value) => typeof value === 'string' && value !== '');
export const time = scalar<string>(
  'a time',
  (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)),
);
