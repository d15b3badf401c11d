import { NOW } from '../page/threads.js';
import { WORDS, type Language } from '../page/words.js';

export const SCHEMES = ['light', 'dark'] as const;
export type Scheme = (typeof SCHEMES)[number];

/** What an address of the site says of the page there. */
export interface PageOptions {
  language: Language;
  scheme: Scheme;
  /** One of the demo's, by its name, instead of the plain page. */
  theme: string | null;
}

const LATIN = 'U+0-2FF,U+2000-206F,U+20AC,U+2122';
const face = (family: string, file: string, weight: number, style: string, range: string): string =>
  `@font-face { font-family: '${family}'; font-weight: ${weight}; font-style: ${style};
    src: url('/fonts/${file}-${weight}-${style}.woff2') format('woff2'); unicode-range: ${range}; }`;

/** From packages, so that a page looks the same wherever it is shown. */
const FACES = [
  ...[400, 600, 700].flatMap((weight) => [
    face('Article', 'source-serif-4/files/source-serif-4-latin', weight, 'normal', LATIN),
    face('Article', 'source-serif-4/files/source-serif-4-latin', weight, 'italic', LATIN),
    face(
      'Article',
      'frank-ruhl-libre/files/frank-ruhl-libre-hebrew',
      weight,
      'normal',
      'U+590-5FF,U+FB1D-FB4F',
    ),
  ]),
  // Among the names that a thread asks for where it shows code.
  face('Cascadia Mono', 'cascadia-mono/files/cascadia-mono-latin', 400, 'normal', LATIN),
].join('\n');

const PLAIN = `
  body { margin: 0; padding: 1.5rem clamp(1rem, 4vw, 2rem) 3rem;
    background: light-dark(#fffdf8, #171614); color: light-dark(#1d1d1b, #e8e4dc);
    font: 1.0625rem/1.6 Article, serif; }
  main { max-inline-size: 42rem; margin: 0 auto; }
  h1 { margin: 0 0 0.5rem; font-size: clamp(1.5rem, 5vw, 2.125rem); line-height: 1.15;
    text-wrap: balance; }
  article p { margin: 0 0 2rem; }`;

const ALWAYS = `
  html { color-scheme: light; }
  html.dark { color-scheme: dark; }
  * { caret-color: transparent; }`;

/** A clock that stands still. */
const CLOCK = `const now = Date.parse('${NOW}');
  globalThis.Date = class extends Date {
    constructor(...args) { if (args.length) super(...args); else super(now); }
    static now() { return now; }
  };`;

/** An article with room for its discussion, see `page/main.ts` for what comes there. */
export function pageOf({ language, scheme, theme }: PageOptions): string {
  const { title, lead } = WORDS[language];
  const [lang, direction] = language === 'mirrored' ? ['en', 'rtl'] : [language, 'ltr'];
  const look = theme ? `<link rel="stylesheet" href="/themes/${theme}.css">` : '';
  return `<!doctype html>
<html lang="${lang}" dir="${direction}" class="${scheme}">
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title}</title>
  <script>{ ${CLOCK} }</script>
  ${look}
  <style>${FACES}${theme ? '' : PLAIN}${ALWAYS}</style>
  <main>
    <article dir="auto"><h1>${title}</h1><p>${lead}</p></article>
    <section id="discussion" class="discussion"></section>
  </main>
  <script type="module" src="/dist/cdn/palabre.js"></script>
  <script type="module" src="/shots.js"></script>
</html>`;
}

/** A page in a frame, for a window that cannot be as narrow as a telephone. */
export function framed(address: string): string {
  return `<!doctype html><title>Frame</title>
  <style>body { margin: 0 } iframe { display: block; border: 0 }</style>
  <iframe src="${address.replaceAll('&', '&amp;')}"></iframe>`;
}
