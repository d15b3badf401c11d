import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { bundled } from '../../../demo/server/bundle.js';
import { ROOT } from '../../support/steps.js';
import type { Language } from '../page/words.js';
import { framed, pageOf, type Scheme } from './page.js';

export interface Site {
  origin: string;
  close(): Promise<void>;
}

const FOLDERS: Record<string, string> = {
  '/dist/cdn/': 'dist/cdn',
  '/fonts/': 'node_modules/@fontsource',
  '/themes/': 'demo/themes',
};
const TYPES: Record<string, string> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};

/** @throws Error where nothing has been built */
export async function openSite(): Promise<Site> {
  if (!existsSync(join(ROOT, 'dist/cdn/palabre.js'))) {
    throw new Error('dist/cdn/palabre.js is not there: run `npm run build` first.');
  }
  const script = bundled(new URL('../page/main.ts', import.meta.url));
  const answer = async (url: URL): Promise<[type: string, content: string | Buffer]> => {
    if (url.pathname === '/') return ['text/html; charset=utf-8', pageAt(url)];
    if (url.pathname === '/frame') return ['text/html', framed(`/${url.search}${url.hash}`)];
    if (url.pathname === '/shots.js') return ['text/javascript', await script()];
    return fileAt(url.pathname);
  };
  const server = createServer((request, response) => {
    answer(new URL(request.url ?? '', 'http://shots')).then(
      ([type, content]) => response.writeHead(200, { 'Content-Type': type }).end(content),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pageAt({ searchParams: said }: URL): string {
  return pageOf({
    language: said.get('language') as Language,
    scheme: said.get('scheme') as Scheme,
    theme: said.get('theme'),
  });
}

async function fileAt(pathname: string): Promise<[string, Buffer]> {
  const path = normalize(pathname);
  const start = Object.keys(FOLDERS).find((each) => path.startsWith(each));
  if (start === undefined) throw new Error(`Nothing is at ${path}`);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  return [type, await readFile(join(ROOT, FOLDERS[start]!, path.slice(start.length)))];
}
