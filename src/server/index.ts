/** The reference server: Palabre's API on PostgreSQL or PGlite. */
export { createServer } from './server.js';
export { startServer } from './start.js';
export { openStorage } from './storage/open.js';
export { StartError } from './node/start-error.js';
export type { EventSettings, HubState } from './events/hub.js';
export type { Budget, Limit } from './limits/budgets.js';
export type { TokenSettings } from './auth/settings.js';
export type {
  Access,
  FetchOptions,
  Observer,
  RequestRecord,
  RunningServer,
  Server,
  ServerOptions,
  ServerState,
  SiteOptions,
  StartOptions,
  Storage,
  StorageOptions,
} from './types.js';
