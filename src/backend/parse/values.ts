import type { CommentId } from '../../model/comment.js';
import { PalabreError } from '../../model/errors.js';

/** Checks one value; `at` says where it stands, for the error. */
export type Parser<T> = (value: unknown, at: string) => T;

function fail(at: string, expected: string): never {
  throw new PalabreError('malformed', `${at}: expected ${expected}`);
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

export function list<T>(parse: Parser<T>): Parser<T[]> {
  return (value, at) =>
    Array.isArray(value)
      ? value.map((entry, index) => parse(entry, `${at}[${index}]`))
      : fail(at, 'a list');
}

export function fields(value: unknown, at: string): Record<string, unknown> {
  return typeof value === 'object' && value && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : fail(at, 'an object');
}

export function record<T extends object>(shape: { [K in keyof T]: Parser<T[K]> }): Parser<T> {
  return (value, at) => {
    const from = fields(value, at);
    const to = {} as T;
    for (const key in shape) to[key] = shape[key](from[key], `${at}.${key}`);
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
