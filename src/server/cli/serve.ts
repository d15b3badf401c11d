import { startServer } from '../start.js';
import { demandNoArguments, type Command } from './command.js';
import { complain, sentenceOf } from './output.js';

export const serve: Command = {
  usage: `palabre serve

Runs the server. Its settings are environment variables:

  PALABRE_JWT_SECRET       the secret of the newspaper's HS256 tokens, at least 32 bytes …
  PALABRE_JWKS_URL         … or where the keys of its RS256, ES256 and EdDSA ones are (one required)
  PALABRE_JWT_ISSUER       what their "iss" must be (unchecked)
  PALABRE_JWT_AUDIENCE     what their "aud" must be or contain (unchecked)
  PALABRE_ORIGINS          origins of the pages that may write, with commas between, or * (required)
  PORT, HOST               where it listens (8787, 127.0.0.1)
  DATABASE_URL             postgres://user:password@host:5432/name, PostgreSQL 15 or later
  PALABRE_DATA             without DATABASE_URL: the folder of the built-in one (./data/palabre)
  PALABRE_COMMENT_ACCESS   subscribers, registered or guests (subscribers)
  PALABRE_VOTE_ACCESS      subscribers or registered (subscribers)
  PALABRE_REPORT_ACCESS    registered or everybody, visitors included (registered)
  PALABRE_DOWN_VOTES       on or off (off)
  PALABRE_HIGHLIGHT_VOTES  votes, up minus down, that make a comment a highlight (3)
  PALABRE_READ_ONLY        on or off: an archive, in which readers only read (off)
  PALABRE_CLOSE_AFTER_DAYS days without a comment that close a thread; 0: none (0)
  PALABRE_HIDE_VOTES_MINUTES  minutes for which a new comment's votes are not told (0: none)
  PALABRE_EDIT_MINUTES     minutes in which a comment may be edited (15)
  PALABRE_MODERATION       post: comments appear at once; pre: a moderator lets them (post)
  PALABRE_REPORT_THRESHOLD readers whose reports take a comment off the page; 0: never (5)
  PALABRE_WORDS            a file of words that make a comment wait, or refuse it
  PALABRE_MAX_LINKS        more links than that make a comment wait (no such rule)
  PALABRE_CHECK_URL        asked about each text before it appears
  PALABRE_CHECK_SECRET     signs what is sent there, at least 32 bytes
  PALABRE_CHECK_TIMEOUT_MS until that has failed (2000)
  PALABRE_CHECK_FAILURE    hold or publish: what then happens to the text (hold)
  PALABRE_LIMITS           on or off: limits per account and per address (on)
  PALABRE_LIMIT_COMMENTS   what an account may write (5/minute,60/hour); also …_VOTES, …_REPORTS,
                           …_WRITES for the rest, and …_REQUESTS for an address
  PALABRE_EVENTS           streams of live events at once; 0: none, pages ask instead (5000)
  PALABRE_EVENTS_PER_ADDRESS  of them, those of one address (20)
  PALABRE_TRUSTED_PROXIES  proxies in front that append to X-Forwarded-For (0)
  PALABRE_OUTAGE_SECONDS   how long readers see what is kept when the database is away (300)
  PALABRE_LOG              json, text or off: how the log is written (json)
  PALABRE_LOG_LEVEL        debug, info, warn or error (info)
  PALABRE_METRICS          port or host:port on which Prometheus finds /metrics (none)
`,

  async run(args) {
    demandNoArguments('serve', args);
    const env = { ...process.env, PALABRE_LOG: process.env['PALABRE_LOG'] || 'json' };
    const server = await startServer({ env, ownProcess: true });
    let isEnding = false;
    const end = (): void => {
      // Whoever asks twice does not want to wait.
      if (isEnding) process.exit(1);
      isEnding = true;
      server.close().then(
        () => process.exit(0),
        (error: unknown) => {
          complain(sentenceOf(error));
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', end);
    process.on('SIGINT', end);
  },
};
