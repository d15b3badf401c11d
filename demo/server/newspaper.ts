import { extname } from 'node:path';
import { Hono, type Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { bundled } from './bundle.js';
import { fill, joined, layOut, readFolder } from './files.js';
import { isRole, READERS, ROLES, type Role } from './roles.js';
import { scriptTag } from './script-tag.js';
import { outOfOrder, type Services } from './services.js';
import { isPageOfTheme, themeLinks } from './themes.js';
import type { Sign } from './tokens.js';

export interface NewspaperOptions {
  /** The newspaper's own address, without a slash at its end. */
  origin: string;
  /** Where the comments are, without a slash at its end. */
  api: string;
  sign: Sign;
  /** The leading one. */
  article: { path: string; published: Date };
  /** When the short articles were published, by path; with the leading one, where nothing is said. */
  published?: ReadonlyMap<string, Date>;
  /** The comments servers in this process; without them, their pages say that they cannot be reached. */
  services?: Services;
}

/** The parts of the newspaper's style sheet: what comes later goes over what came before. */
const STYLES = [
  'base',
  'masthead',
  'article',
  'discussion',
  'front',
  'forms',
  'methods',
  'situations',
  'colophon',
];

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

const LONG_DATE = new Intl.DateTimeFormat('fr', { dateStyle: 'full', timeStyle: 'short' });

const COOKIE = 'role';
const CURRENT = 'aria-current="page"';

/** The demo's newspaper: its pages, its pictures, and a login that believes whatever it is told. */
export async function createNewspaper(options: NewspaperOptions): Promise<Hono> {
  const { origin, api, article, sign, published = new Map<string, Date>(), services } = options;
  const assets = await readFolder('assets');
  assets.set('newspaper.css', joined(await readFolder('styles'), STYLES));
  const themes = await readFolder('themes');
  const shortArticles = await readFolder('articles');
  const pages = layOut(
    new Map([...(await readFolder('pages')), ...shortArticles, ...themes]),
    await readFolder('layout'),
  );
  const app = new Hono();

  const show = (context: Context, page: string, status: 200 | 404 = 200): Response => {
    const role = roleOf(context);
    const date = published.get(context.req.path) ?? article.published;
    const values: Record<string, string> = {
      origin,
      canonical: origin + context.req.path,
      today: new Date().toISOString().slice(0, 10),
      palabre: scriptTag(api),
      themeTag: scriptTag(api, { thread: origin + article.path, sort: 'best', 'page-size': '8' }),
      shortTag: scriptTag(api, { sort: 'oldest', 'page-size': '8' }),
      themes: themeLinks(context.req.path),
      api,
      article: origin + article.path,
      feed: `${api}/v1/feed?${new URLSearchParams({ thread: origin + article.path })}`,
      cdn: `${api}/dist/cdn`,
      reader: READERS[role]?.sub ?? '',
      published: date.toISOString(),
      publishedText: LONG_DATE.format(date),
      back: escape(backFrom(context, context.req.query('back'))),
      switchBack: escape(backFrom(context, context.req.query('back') ?? context.req.path)),
      atTop: page === 'index.html' ? 'role="heading" aria-level="1"' : '',
      atHome: page === 'index.html' ? CURRENT : '',
      atSubscribe: page === 'subscribe.html' ? CURRENT : '',
      ...Object.fromEntries(ROLES.map((name) => [name, name === role ? 'selected' : ''])),
    };
    context.header('Content-Security-Policy', policy(api));
    // The page says who reads.
    context.header('Cache-Control', 'private, no-store');
    return context.html(fill(pages.get(page)!, values), status);
  };

  app.get('/', (context) => show(context, 'index.html'));
  app.get(article.path, (context) => show(context, 'article.html'));
  for (const file of shortArticles.keys()) {
    app.get(`/articles/${file.replace('.html', '')}`, (context) => show(context, file));
  }
  app.get('/login', (context) => show(context, 'login.html'));
  app.get('/subscribe', (context) => show(context, 'subscribe.html'));
  app.get('/feuilleter', (context) => show(context, 'leaf.html'));
  app.get('/methods', (context) => show(context, 'methods.html'));
  app.get('/theme', (context) => show(context, 'editor.html'));
  for (const file of [...themes.keys()].filter(isPageOfTheme)) {
    app.get(`/themes/${file.replace('.html', '')}`, (context) => show(context, file));
  }
  app.notFound((context) => show(context, 'not-found.html', 404));

  app.post('/session', async (context) => {
    const { role, back } = await context.req.parseBody();
    if (isRole(role)) setCookie(context, COOKIE, role, { httpOnly: true, sameSite: 'Lax' });
    return context.redirect(backFrom(context, back), 303);
  });

  // What a newspaper adds to its own server: a token for whoever its own cookie says is reading.
  app.get('/palabre-token', async (context) => {
    const reader = READERS[roleOf(context)];
    context.header('Cache-Control', 'private, no-store');
    return reader ? context.json({ token: await sign(reader) }) : context.body(null, 204);
  });

  for (const [name, service] of Object.entries(services ?? {})) {
    app.mount(`/services/${name}`, (request) => service.fetch(request));
  }
  app.all('/services/*', outOfOrder);

  for (const name of ['methods', 'theme']) {
    const script = bundled(new URL(`../client/${name}.ts`, import.meta.url));
    app.get(`/assets/${name}.js`, async (context) => {
      context.header('Content-Type', TYPES['.js']);
      return context.body(await script());
    });
  }

  // Whatever is in the folders, and no path that somebody made up.
  for (const [folder, files] of Object.entries({ assets, themes })) {
    for (const [name, content] of files) {
      const type = TYPES[extname(name)];
      if (!type) continue;
      app.get(`/${folder}/${name}`, (context) => {
        context.header('Content-Type', type);
        // A worker may see to pages that are not in its folder.
        if (name.endsWith('-worker.js')) context.header('Service-Worker-Allowed', '/articles/');
        return context.body(content);
      });
    }
  }
  return app;
}

function policy(api: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' ${api}`,
    `connect-src 'self' ${api}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

function roleOf(context: Context): Role {
  const role = getCookie(context, COOKIE);
  return isRole(role) ? role : 'visitor';
}

/** An address of this newspaper's to go back to; its front page for any other. */
function backFrom(context: Context, back: unknown): string {
  const { origin } = new URL(context.req.url);
  if (typeof back !== 'string' || !URL.canParse(back, origin)) return `${origin}/`;
  const url = new URL(back, origin);
  return url.origin === origin ? url.href : `${origin}/`;
}

function escape(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
