import type { Database } from '../storage/database.js';
import { missingMigrations } from '../storage/migrate.js';

/** Milliseconds in which the database must say that it is there. */
const TIMEOUT_MS = 2_000;

/** Milliseconds for which one look at the database stands: anybody may ask. */
const KEEP_MS = 1_000;

/** What keeps the database from serving; nothing when all is well. */
export async function checkDatabase(db: Database): Promise<string[]> {
  try {
    const missing = await inTime(missingMigrations(db));
    return missing.map((name) => `The migration ${name} has not been applied.`);
  } catch {
    return ['The database cannot be reached.'];
  }
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long.')), TIMEOUT_MS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

export interface HealthOptions {
  check: () => Promise<string[]>;
  isEnding: () => boolean;
  now?: () => number;
}

/**
 * `/healthz`: the process lives, whatever the database does. `/readyz`: it can answer; otherwise
 * 503 and why. For whoever runs the server, and no page: without CORS.
 *
 * @returns `null` for every other path
 */
export function createHealth(
  options: HealthOptions,
): (request: Request) => Promise<Response | null> {
  const { check, isEnding, now = Date.now } = options;
  let last: { at: number; problems: Promise<string[]> } | null = null;

  function problems(): Promise<string[]> {
    if (last === null || now() - last.at > KEEP_MS) last = { at: now(), problems: check() };
    return last.problems;
  }

  return async ({ url, method }) => {
    const { pathname } = new URL(url);
    if (method !== 'GET' && method !== 'HEAD') return null;
    if (pathname === '/healthz') return answer([]);
    if (pathname !== '/readyz') return null;
    return answer(isEnding() ? ['The server is ending.'] : await problems());
  };
}

function answer(problems: string[]): Response {
  const isWell = problems.length === 0;
  const body = JSON.stringify({ status: isWell ? 'ok' : 'unavailable', problems });
  return new Response(body, {
    status: isWell ? 200 : 503,
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
    },
  });
}
