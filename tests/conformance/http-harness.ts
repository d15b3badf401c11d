import { SignJWT } from 'jose';
import { httpBackend } from '../../src/backend/adapters/http.js';
import type { Account, Harness, Persona } from '../../src/backend/conformance/index.js';
import type { ThreadRef } from '../../src/model/thread.js';
import { startServer } from '../../src/server/index.js';
import { premoderate } from './memory-harness.js';

const SECRET = 'a secret of the conformance suite, of 32 bytes and more';

const CLAIMS: Record<Exclude<Persona, 'visitor'>, Record<string, unknown>> = {
  registered: { name: 'Rémi Inscrit' },
  subscriberA: { name: 'Agnès Abonnée', subscriber: true },
  subscriberB: { name: 'Basile Abonné', subscriber: true },
  moderator: { name: 'Maud Modératrice', roles: ['moderator'] },
  admin: { name: 'Ada Administratrice', roles: ['admin', 'staff'] },
};

function sign(subject: string, claims: Record<string, unknown>): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(subject)
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(SECRET));
}

/** The `http` adapter, and behind a socket the real server. */
export async function httpHarness(
  databaseUrl?: string,
  more: Record<string, string> = {},
): Promise<Harness> {
  const server = await startServer({
    env: {
      PORT: '0',
      PALABRE_JWT_SECRET: SECRET,
      PALABRE_ORIGINS: '*',
      PALABRE_LIMITS: 'off',
      ...more,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : { PALABRE_DATA: 'memory://' }),
    },
  });
  const backend = httpBackend({ url: server.url });
  let made = 0;
  const newThread = (): ThreadRef => {
    made += 1;
    const key = `https://journal.example/article-${made}`;
    return { key, url: key, title: `Article ${made}` };
  };
  return {
    backend,
    newThread,
    token: (who) => (who === 'visitor' ? null : sign(who, CLAIMS[who])),
    async premoderatedThread() {
      const thread = newThread();
      await premoderate(backend, thread, { token: await sign('admin', CLAIMS.admin) });
      return thread;
    },
    async newAccount(): Promise<Account> {
      made += 1;
      const subject = `passante-${made}`;
      return {
        subject,
        token: await sign(subject, { name: `Passante ${made}`, subscriber: true }),
      };
    },
    dispose: () => server.close(),
  };
}
