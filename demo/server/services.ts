import type { Server, SiteOptions, Storage } from '../../src/server/index.js';

/**
 * What holds for a whole site takes a server of its own. These two share the database of the one
 * next door, and the newspaper hands their requests on, under `/services/<name>`.
 */
const RULES = {
  /**
   * A name is enough, votes go both ways and stay hidden for an hour, and nobody says four things in a
   * minute.
   */
  village: {
    commentAccess: 'guests',
    downVotes: true,
    hideVotesMinutes: 60,
    limits: { comment: [{ points: 3, seconds: 60 }], vote: [], report: [], write: [], request: [] },
  },
  archive: { readOnly: true },
} satisfies Record<string, Partial<SiteOptions>>;

export type ServiceName = keyof typeof RULES;
export type Services = Record<ServiceName, Server>;

export function openServices(
  create: typeof import('../../src/server/index.js').createServer,
  settings: { storage: Storage; secret: string; origins: readonly string[] },
): Services {
  return {
    village: create({ ...settings, ...RULES.village }),
    archive: create({ ...settings, ...RULES.archive }),
  };
}

/** What answers where a service has gone, in the words of the protocol. */
export function outOfOrder(): Response {
  const problem = {
    title: 'Service Unavailable',
    status: 503,
    detail: 'Out of order.',
    code: 'unavailable',
    retryAfter: 30,
  };
  return Response.json(problem, { status: 503, headers: { 'Retry-After': '30' } });
}
