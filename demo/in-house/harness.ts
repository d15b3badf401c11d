import type { CommentsBackend } from '../../src/backend/index.js';
import type { Harness } from '../../src/backend/conformance/index.js';

/** The sessions that the service knows while it is tested; `reader-1`, `reader-2`, … are more. */
const SESSIONS = {
  visitor: null,
  registered: 'session-of-registered',
  subscriberA: 'session-of-subscriber-a',
  subscriberB: 'session-of-subscriber-b',
  moderator: 'session-of-moderator',
  admin: 'session-of-admin',
};

/** What the suite needs to know of the service. */
export function inHouseHarness(backend: CommentsBackend): Harness {
  let articles = 0;
  let readers = 0;
  return {
    backend,
    newThread() {
      articles += 1;
      const key = `tested-article-${articles}`;
      return { key, url: `https://journal.example/${key}`, title: `Article ${articles}` };
    },
    token: (who) => SESSIONS[who],
    newAccount() {
      readers += 1;
      return { subject: `subject-of-${readers}`, token: `reader-${readers}` };
    },
    // The service has no comments that wait.
    premoderatedThread: null,
  };
}
