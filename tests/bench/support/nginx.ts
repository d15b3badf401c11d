import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNginx } from '../../support/nginx.js';
import { freePort, supervise, until } from '../../support/processes.js';

export interface FileServer {
  url: string;
  cpuMicroseconds(): number;
  stop(): Promise<void>;
}

/** Linux counts processor time in hundredths of a second, wherever Node runs. */
const TICK_MICROSECONDS = 10_000;

/**
 * An nginx that answers every path with the same bytes from one file, as plainly as it can: one
 * process, no log, connections that stay open.
 */
export async function serveFile(body: string, headers: Headers): Promise<FileServer> {
  const binary = findNginx();
  if (binary === undefined) throw new Error('There is no nginx.');
  const folder = mkdtempSync(join(tmpdir(), 'palabre-nginx-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const copied = ['cache-control', 'access-control-allow-origin', 'access-control-expose-headers'];
  writeFileSync(join(folder, 'answer.json'), body);
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; master_process off; pid nginx.pid; error_log stderr;
    events { worker_connections 1024; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;
      open_file_cache max=10;
      client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi; scgi_temp_path scgi;
      server {
        listen 127.0.0.1:${port};
        default_type 'application/json; charset=utf-8';
        ${copied.map((name) => `add_header ${name} '${headers.get(name) ?? ''}';`).join(' ')}
        root ${folder};
        location / { rewrite ^ /answer.json break; }
      }
    }`,
  );
  const server = supervise(binary, ['-p', folder, '-c', 'nginx.conf'], { leftovers: folder });
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
  await Promise.race([
    until(answers, 'nginx to answer'),
    server.ended.then(() => Promise.reject(new Error(`nginx ended\n${server.output()}`))),
  ]);
  const pid = readFileSync(join(folder, 'nginx.pid'), 'utf8').trim();
  return { url, cpuMicroseconds: () => cpuOf(pid), stop: () => server.stop() };
}

/** utime and stime: proc(5), /proc/pid/stat, fields 14 and 15. */
function cpuOf(pid: string): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROSECONDS;
}

export function nginxVersion(): string {
  const binary = findNginx();
  if (binary === undefined) return 'not found';
  return spawnSync(binary, ['-v']).stderr.toString().trim().replace('nginx version: ', '');
}
