import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';

/**
 * Takes the white space that nobody sees out of Lit's `css`, `html` and `svg` templates, which no
 * minifier of JavaScript may touch. Works on JavaScript; what it cannot read it leaves as it is.
 */
export function minifyTemplates(): Plugin {
  return {
    name: 'palabre:minify-templates',
    transform: {
      filter: { id: { include: /\/src\/.*\.ts$/, exclude: /node_modules/ } },
      handler: (code, id) => ({ code: minifyTemplatesIn(code, id), map: null }),
    },
  };
}

/** Stands for an expression while its template is minified; occurs in no source. */
const HOLE = '\u0001';

const MINIFIERS: Record<string, (text: string) => string> = {
  css: minifyCss,
  html: minifyHtml,
  svg: minifyHtml,
};

/** @param id the module's name, for error messages */
export function minifyTemplatesIn(code: string, id: string): string {
  const templates: { strings: ESTree.TemplateElement[]; minified: string[] }[] = [];
  const { program } = parseSync(`${id}.js`, code);
  new Visitor({
    TaggedTemplateExpression({ tag, quasi }) {
      const minify = tag.type === 'Identifier' ? MINIFIERS[tag.name] : undefined;
      if (!minify) return;
      const strings = quasi.quasis;
      const minified = minify(strings.map(({ value }) => value.raw).join(HOLE)).split(HOLE);
      if (minified.length === strings.length) templates.push({ strings, minified });
    },
  }).visit(program);
  const edits = templates
    .flatMap(({ strings, minified }) =>
      strings.map(({ start, end, value }, index) => ({
        start,
        end,
        value,
        text: minified[index]!,
      })),
    )
    .sort((a, b) => b.start - a.start);
  // The parser counts the delimiters to a string or not: the text itself tells.
  for (const { start, end, value, text } of edits) {
    const at = code.indexOf(value.raw, start);
    if (at < 0 || at > end) throw new Error(`${id}: a template is not where it was read`);
    code = code.slice(0, at) + text + code.slice(at + value.raw.length);
  }
  return code;
}

const CSS_TOKENS = /("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\/\*[^]*?\*\//g;

/** Strings stay; a space stays wherever it could part two things, as in `a :hover` or `1px + 2px`. */
export function minifyCss(css: string): string {
  const strings: string[] = [];
  return css
    .replace(CSS_TOKENS, (_, string?: string) => (string ? `"${strings.push(string) - 1}"` : ' '))
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>!]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;}/g, '}')
    .replace(/(?<![\w.-])0(\.\d)/g, '$1')
    .replace(/"(\d+)"/g, (_, index: string) => strings[Number(index)]!)
    .trim();
}

const TAG = /<!--[^]*?-->|<\/?[a-z][^\s>]*(?:"[^"]*"|'[^']*'|[^>"'])*>/gi;

const BLOCK = /^<\/?(article|blockquote|div|footer|form|h[1-6]|header|li|ol|p|path|section|ul)\b/i;

/**
 * A run of white space between tags and words becomes one space, since what is inline is parted by
 * it; beside a block and inside a tag it goes, where it only makes nodes that nobody sees. A template
 * with preformatted text stays as it is.
 */
export function minifyHtml(html: string): string {
  if (/<(pre|textarea)\b/i.test(html)) return html;
  let minified = '';
  let last = 0;
  let before = '';
  const add = (text: string, after: string): void => {
    const shown = BLOCK.test(before) ? text.replace(/^ /, '') : text;
    minified += BLOCK.test(after) ? shown.replace(/ $/, '') : shown;
  };
  for (const { 0: tag, index } of html.matchAll(TAG)) {
    add(collapse(html.slice(last, index)), tag);
    minified += minifyTag(tag);
    before = tag;
    last = index + tag.length;
  }
  add(collapse(html.slice(last)), '');
  return minified;
}

function minifyTag(tag: string): string {
  if (tag.startsWith('<!--')) return tag.includes(HOLE) ? tag : '';
  return tag.replace(/("[^"]*"|'[^']*')|\s+(>)|\s+/g, (_, quoted?: string, end?: string) => {
    return quoted ?? end ?? ' ';
  });
}

// Not `\s`: a no-break space is a character like any other.
function collapse(text: string): string {
  return text.replace(/[ \t\n\r\f]+/g, ' ');
}
