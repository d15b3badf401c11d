import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import ts from 'typescript';
import { sessionOf } from './people.js';
import { createService } from './service.js';
import { Store } from './store.js';

const ROOT = new URL('../../', import.meta.url);
const FILES = /^\/(?:src|dist|demo\/in-house)\/[\w/.-]+\.js$/;

/** No string becomes HTML here, but what the adapter's own policy takes from the service. */
const POLICY =
  "require-trusted-types-for 'script'; trusted-types in-house lit-html 'allow-duplicates'";

/** What was there before Palabre: no names of its clients', and HTML of another age. */
const OLD_HTML =
  '<p>On y dansait <b>avant</b> la <i>guerre</i>.<script>alert(1)</script></p><ul><li>Le bal</li><li>' +
  '<a href="https://exemple.example/bal">La photo</a> <a href="javascript:alert(1)">ou pas</a></li></ul>';

/** The newspaper's site: its comments service, and one page that shows Palabre on top of it. */
export function createSite(): Hono {
  const store = new Store();
  const app = new Hono();
  const author = sessionOf('session-of-subscriber-a')!;
  const parent = store.add('quai', author, { ref: null, parent: null, html: OLD_HTML });
  const reply = { ref: null, parent, html: '<p>Et on y dansera encore.</p>' };
  store.add('quai', sessionOf('session-of-subscriber-b')!, reply);

  app.route('/', createService(sessionOf, store));
  app.get('/', async (c) =>
    c.html(await read('demo/in-house/page.html'), 200, { 'Content-Security-Policy': POLICY }),
  );
  app.get('/*', async (c) => {
    const { path } = c.req;
    if (!FILES.test(path) || path.includes('..')) return c.notFound();
    c.header('Content-Type', 'text/javascript; charset=utf-8');
    // Sources are what they were built to; the demo's own are stripped of their types.
    const file = path.slice(1).replace(/^src\//, 'dist/');
    if (file.startsWith('dist/')) return c.body(await read(file));
    const source = await read(file.replace(/\.js$/, '.ts'));
    const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ES2022 };
    return c.body(ts.transpileModule(source, { compilerOptions }).outputText);
  });
  return app;
}

function read(path: string): Promise<string> {
  return readFile(new URL(path, ROOT), 'utf8');
}
