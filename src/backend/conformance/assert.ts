import { isErrorCode, type ErrorCode } from '../../model/error-codes.js';
import { PalabreError } from '../../model/errors.js';

/** A rule is broken; the message says how, and is all that a reader of the report needs. */
export class Breach extends Error {
  override name = 'Breach';
}

/** It is the harness that went wrong: nothing is known of the backend. */
export class HarnessFailure extends Breach {
  override name = 'HarnessFailure';
}

/** A value for a message, cut where it gets long. */
export function show(value: unknown): string {
  const text = shown(value);
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

function shown(value: unknown): string {
  if (value instanceof PalabreError) return `PalabreError ${value.code} (${value.message})`;
  if (value instanceof Error) return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
}

/** JSON with sorted keys: equal for equal values, whatever the order of their fields. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_, part: unknown) =>
      typeof part === 'object' && part && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ) ?? 'undefined'
  );
}

/** Where two values first differ, such as `body.children.0`; empty where they have nothing alike. */
export function pathToDifference(actual: unknown, expected: unknown): string {
  if (!isObject(actual) || !isObject(expected)) return '';
  for (const key of new Set([...Object.keys(actual), ...Object.keys(expected)])) {
    if (canonical(actual[key]) === canonical(expected[key])) continue;
    const rest = pathToDifference(actual[key], expected[key]);
    return rest ? `${key}.${rest}` : key;
  }
  return '';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Breach(message);
}

export function equal(actual: unknown, expected: unknown, what: string): void {
  if (canonical(actual) === canonical(expected)) return;
  const at = pathToDifference(actual, expected);
  const place = at ? `\n  at: ${at}` : '';
  throw new Breach(`${what}${place}\n  expected: ${show(expected)}\n  answered: ${show(actual)}`);
}

/** Like {@link equal}, whatever the order. */
export function sameMembers(actual: string[], expected: string[], what: string): void {
  equal([...actual].sort(), [...expected].sort(), what);
}

export function distinct(ids: string[], what: string): void {
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
  ok(repeated.length === 0, `${what}: repeated ${show(repeated)}`);
}

/** No needle occurs in the value, at any depth. */
export function hides(value: unknown, needles: string[], what: string): void {
  const text = JSON.stringify(value) ?? '';
  for (const needle of needles) ok(!text.includes(needle), `${what} reveals ${show(needle)}`);
}

/** No needle stands in a message as a word of its own: a short one may be a part of another. */
export function doesNotSay(message: string, needles: string[], what: string): void {
  const words = (text: string): string => ` ${text.replaceAll(/[^\p{L}\p{N}_-]+/gu, ' ')} `;
  for (const needle of needles) {
    const isSaid = needle !== '' && words(message).includes(words(needle));
    ok(!isSaid, `${what} reveals ${show(needle)}`);
  }
}

/** The promise rejects with a `PalabreError` that has one of the codes. */
export async function rejects(
  promise: Promise<unknown>,
  codes: ErrorCode | ErrorCode[],
  what: string,
): Promise<PalabreError> {
  const expected = [codes].flat();
  let answer: unknown;
  try {
    answer = await promise;
  } catch (error) {
    if (error instanceof Breach) throw error;
    ok(
      error instanceof PalabreError && isErrorCode(error.code),
      `${what}: expected a PalabreError of the code ${expected.join(' or ')}, got ${show(error)}`,
    );
    ok(
      expected.includes(error.code),
      `${what}: expected ${expected.join(' or ')}, got ${error.code} (${error.message})`,
    );
    return error;
  }
  throw new Breach(`${what}: expected ${expected.join(' or ')}, answered ${show(answer)}`);
}
