import { nullable, type Parser } from './values.js';

/** What older backends do not say, and what was kept before anybody said it, is `null`. */
export function known<T>(parse: Parser<T>): Parser<T | null> {
  const parser = nullable(parse);
  return (value, at) => parser(value ?? null, at);
}
