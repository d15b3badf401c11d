import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Debian keeps it where only an administrator's PATH leads. */
const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/nginx/sbin'];

/** The path of nginx on this machine, if it has one. */
export function findNginx(): string | undefined {
  return [...(process.env['PATH'] ?? '').split(':').filter(Boolean), ...FOLDERS]
    .map((folder) => join(folder, 'nginx'))
    .find((path) => existsSync(path));
}
