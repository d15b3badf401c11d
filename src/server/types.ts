import type { ErrorCode } from '../model/errors.js';
import type { ModerationMode } from '../model/moderation.js';
import type { EventSettings, HubState } from './events/hub.js';
import type { Budget, Limit } from './limits/budgets.js';
import type { TokenSettings } from './auth/settings.js';
import type { CheckOptions } from './moderation/check.js';

export type { CheckOptions };

/** An open database; see {@link StorageOptions}. */
export interface Storage {
  close(): Promise<void>;
}

export interface StorageOptions {
  /** A PostgreSQL server, version 15 or later: `postgres://user:password@host:5432/name`. */
  url?: string;
  /**
   * Without `url`: PGlite's folder, made if it is missing, in which no second process may write;
   * `memory://` keeps everything in memory. Default `./data/palabre`.
   */
  data?: string;
  /** Told what takes a while. */
  onProgress?: (message: string) => void;
}

/** Who may write: `subscribers` of the newspaper, or everybody `registered`. */
export type Access = 'subscribers' | 'registered';

export interface SiteOptions extends TokenSettings {
  /** Origins of the pages that may write, such as `https://journal.example`; `*` means all. */
  origins: readonly string[] | '*';
  /** With `guests`, a name is enough; they do not vote. Default `subscribers`. */
  commentAccess?: Access | 'guests';
  /** Default `subscribers`. */
  voteAccess?: Access;
  /** With `everybody`, visitors report too. Default `registered`. */
  reportAccess?: 'registered' | 'everybody';
  /** Whether `-1` is a vote. Default `false`. */
  downVotes?: boolean;
  /** Votes, up minus down, without which a comment is no highlight, unless picked. Default 3. */
  highlightVotes?: number;
  /** An archive: readers only read, and take back what they wrote. Default `false`. */
  readOnly?: boolean;
  /** Days after which a thread closes that nobody writes in; 0: it does not. Default 0. */
  closeAfterDays?: number;
  /** Minutes for which nobody is told how a new comment is voted for; 0: none. Default 0. */
  hideVotesMinutes?: number;
  /** Minutes in which a comment may be edited. Default 15. */
  editMinutes?: number;
  /**
   * `post`: comments appear at once; `pre`: a moderator lets them. A thread may say otherwise. Default
   * `post`.
   */
  moderation?: ModerationMode;
  /** Readers whose reports take a comment off the page until a moderator looks; 0: never. Default 5. */
  reportThreshold?: number;
  /** Rules on words, a line each; see the documentation of the word list. Default none. */
  words?: readonly string[];
  /** Comments with more links wait for a moderator; `null`: none do. Default `null`. */
  maxLinks?: number | null;
  /** Asked about each text before it appears. Default `null`. */
  check?: CheckOptions | null;
  /**
   * How much an account, and ten times as much an address, may do in a time; `off` for no limits.
   * What is not named keeps its default; an empty list is no limit.
   */
  limits?: Partial<Record<Budget, readonly Limit[]>> | 'off';
  /** Streams of live events. Default: 20 of one address, 5,000 together, a heartbeat each 25 s. */
  events?: Partial<EventSettings>;
  /** Seconds for which readers see what is kept when the database is away. Default 300. */
  outageSeconds?: number;
}

export interface ServerOptions extends SiteOptions {
  storage: Storage;
  /** Told about failures of the server's own; never with a comment's text or a token. */
  onError?: (message: string) => void;
  /** Told what happens, for logs and metrics. */
  observer?: Partial<Observer>;
  /** The clock by which comments and what is kept grow old, in milliseconds. Default `Date.now`. */
  now?: () => number;
}

/** One request and its answer; nothing of what was said, and of nobody. */
export interface RequestRecord {
  /** As `X-Request-Id` in the request, or made here; also in the answer. */
  id: string;
  method: string;
  /** The route's pattern, such as `/v1/comments/:id`. */
  route: string;
  status: number;
  /** Milliseconds until the answer was ready. */
  duration: number;
  /** Of the answer's body. */
  bytes: number;
  /** `null` when it did not fail. */
  code: ErrorCode | null;
}

/** Where a public read was answered from. */
export const SNAPSHOT_READS = ['kept', 'confirmed', 'loaded', 'stale'] as const;

export interface Observer {
  onRequest(record: RequestRecord): void;
  /**
   * A public answer was kept as it is, confirmed by the database, loaded anew, or, since the
   * database is away, older than it should be.
   */
  onSnapshot(read: (typeof SNAPSHOT_READS)[number]): void;
  onLimited(budget: Budget, by: 'account' | 'address'): void;
  /** With an SQLSTATE, a system's code, or `connection`. */
  onDatabaseError(code: string): void;
  /** Something that whoever runs the server should know, and that is no failure. */
  onNotice(message: string): void;
}

/** What is under way. */
export interface ServerState {
  /** Threads of which answers are kept in memory. */
  kept: number;
  /** Texts that wait to be parsed. */
  parsing: number;
  /** Connections; `null` where the database is in this process. */
  database: { inUse: number; idle: number; waiting: number } | null;
  /** Of live events. */
  events: HubState;
}

export interface FetchOptions {
  /** Where the request comes from; without it there is no limit per address. */
  address?: string | null;
}

/** The API under `/v1`, as a function from a request to its answer. */
export interface Server {
  fetch(request: Request, options?: FetchOptions): Promise<Response>;
  /** What keeps it from answering: nothing, or a sentence for each. */
  check(): Promise<string[]>;
  state(): ServerState;
  /** Live events end, each stream with a last line; everything else goes on. */
  endEvents(): void;
  /** Ends what the server itself started; the storage stays open. */
  close(): Promise<void>;
}

export interface StartOptions {
  /** As the command line reads it; default `process.env`. Without `PALABRE_LOG` nothing is logged. */
  env?: Record<string, string | undefined>;
  /**
   * A database that is open already, which other servers of this process may share, and which stays
   * open; then what `env` says of one is not looked at. Default: the one that `env` names.
   */
  storage?: Storage;
  onProgress?: (message: string) => void;
  onError?: (message: string) => void;
  /**
   * Nothing else runs in this process: then quicker classes take the place of its global `Request`
   * and `Response`, and a read costs less than half as much. Default `false`.
   */
  ownProcess?: boolean;
}

export interface RunningServer {
  /** Without a slash at its end, such as `http://127.0.0.1:8787`. */
  url: string;
  /** Lets requests under way finish, then closes the database, unless it was given. */
  close(): Promise<void>;
}
