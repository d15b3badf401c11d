import { parseArgs } from 'node:util';
import { SignJWT } from 'jose';
import { subjectSchema } from '../../wire/requests.js';
import { GUEST_PREFIX } from '../auth/identity.js';
import { secretProblem } from '../auth/settings.js';
import { StartError } from '../node/start-error.js';
import type { Command } from './command.js';
import { say } from './output.js';

const ROLES = ['moderator', 'staff', 'admin'];

const UNITS: Record<string, number> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const LIFE_MAX = 366 * 86_400;

const OPTIONS = {
  sub: { type: 'string' },
  name: { type: 'string' },
  subscriber: { type: 'boolean', default: false },
  role: { type: 'string', multiple: true, default: [] as string[] },
  badge: { type: 'string', multiple: true, default: [] as string[] },
  expires: { type: 'string', default: '1h' },
} as const;

export const token: Command = {
  usage: `palabre token --sub alice [--name "Alice A."] [--subscriber] [--role moderator]…
              [--badge expert]… [--expires 1h]

Prints a token as the newspaper's login would make it, for trying out: signed with
PALABRE_JWT_SECRET, for PALABRE_JWT_ISSUER and PALABRE_JWT_AUDIENCE where they are set.

  --sub         the account's identifier at the newspaper (required)
  --name        what readers see (the same)
  --subscriber  of the newspaper
  --role        moderator, staff or admin; may be repeated
  --badge       a word beside the name; may be repeated
  --expires     such as 90s, 30m, 1h or 7d, at most 366d (1h)
`,

  async run(args) {
    say(await mint(args, process.env));
  },
};

/** @throws StartError one sentence: which option or variable is wrong, and why */
export async function mint(args: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const { sub, name = sub, subscriber, role, badge, expires } = optionsOf(args);
  if (sub === undefined) throw new StartError('--sub is missing: whose token it is.');
  if (!subjectSchema.safeParse(sub).success || sub.startsWith(GUEST_PREFIX)) {
    throw new StartError(
      `--sub must be text of 1 to 255 characters that does not begin with "${GUEST_PREFIX}".`,
    );
  }
  const unknown = role.find((one) => !ROLES.includes(one));
  if (unknown !== undefined) {
    throw new StartError(`--role must be moderator, staff or admin, not "${unknown}".`);
  }
  const now = Math.floor(Date.now() / 1_000);
  const jwt = new SignJWT({ name, subscriber, roles: role, badges: badge })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(sub)
    .setIssuedAt(now)
    .setExpirationTime(now + secondsOf(expires));
  if (env['PALABRE_JWT_ISSUER']) jwt.setIssuer(env['PALABRE_JWT_ISSUER']);
  if (env['PALABRE_JWT_AUDIENCE']) jwt.setAudience(env['PALABRE_JWT_AUDIENCE']);
  return jwt.sign(secretFrom(env));
}

function optionsOf(args: string[]) {
  try {
    return parseArgs({ args, options: OPTIONS }).values;
  } catch (error) {
    const [problem = ''] = (error as Error).message.split(/\. |\n/);
    throw new StartError(`${problem.replace(/\.$/, '')}; see palabre token --help.`);
  }
}

function secondsOf(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit] ?? NaN);
  if (seconds > 0 && seconds <= LIFE_MAX) return seconds;
  throw new StartError('--expires must be such as 90s, 30m, 1h or 7d, at most 366d.');
}

function secretFrom(env: NodeJS.ProcessEnv): Uint8Array {
  const secret = env['PALABRE_JWT_SECRET'];
  if (secret) {
    const problem = secretProblem(secret);
    if (problem !== null) throw new StartError(`PALABRE_JWT_SECRET ${problem}.`);
    return new TextEncoder().encode(secret);
  }
  throw new StartError(
    env['PALABRE_JWKS_URL']
      ? 'With PALABRE_JWKS_URL alone, only the newspaper can sign a token: it has the private key. ' +
          'Set PALABRE_JWT_SECRET too, here and for the server, to try things out.'
      : 'PALABRE_JWT_SECRET is missing: the secret of the server that is to accept the token.',
  );
}
