import type { Person, Sign } from './tokens.js';

/** A comments service, next door or in this process. */
export type Ask = (request: Request) => Promise<Response>;

/** Calls the API as a person; answers what it answered, if anything. */
export type Send = (
  method: string,
  path: string,
  person: Pick<Person, 'sub'> & Partial<Person>,
  body?: object,
) => Promise<unknown>;

/**
 * @param token what a person is known by; asked for once for each
 * @throws Error from each call that fails, saying which and why
 */
export function sender(api: string, ask: Ask, token: Sign): Send {
  const tokens = new Map<string, Promise<string>>();
  return async (method, path, person, body) => {
    const own = tokens.get(person.sub) ?? token(person as Person);
    tokens.set(person.sub, own);
    const request = new Request(`${api}/v1/${path}`, {
      method,
      headers: { Authorization: `Bearer ${await own}`, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const response = await ask(request);
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return answer === '' ? null : JSON.parse(answer);
  };
}
