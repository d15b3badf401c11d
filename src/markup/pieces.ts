/** A part of a document, wherever it comes from: an element with what is in it, or a text. */
export interface Piece {
  /** An element's name in lower case; empty for a text. */
  name: string;
  text: string;
  children: Piece[];
  /** The attributes that a body is interested in. */
  attributes: Partial<Record<'href' | 'start' | 'style', string>>;
}

const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));
/** Elements whose content is no document; nobody sees most of them. */
const RAW = new Set('script style title textarea iframe noembed noframes noscript xmp'.split(' '));

/** What ends where one of these begins, unless one of the second kind lies between. */
const ENDS: Record<string, [ended: RegExp, within: RegExp]> = {
  li: [/^li$/, /^(ul|ol)$/],
  dt: [/^d[dt]$/, /^dl$/],
  dd: [/^d[dt]$/, /^dl$/],
  tr: [/^(t[rdh])$/, /^table$/],
  td: [/^t[dh]$/, /^(table|tr)$/],
  th: [/^t[dh]$/, /^(table|tr)$/],
};
/** A paragraph ends where any other block begins. */
const ENDS_PARAGRAPH =
  /^(address|article|aside|blockquote|div|dl|h[1-6]|header|footer|hr|main|ol|p|pre|section|table|ul)$/;

const TOKEN =
  /<!--[^]*?(?:-->|$)|<[!?][^>]*>?|<\/([a-z][^\s/>]*)[^>]*>?|<([a-z][^\s/>]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>|[^<]+|</gi;
const ATTRIBUTE = /(?:^|\s)(href|start|style)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;

/** Elements in one another; what is deeper lies beside. */
const MAX_DEPTH = 200;

/**
 * A piece of HTML as data, read leniently. It never becomes HTML in a page: browsers' own parsers
 * may not be given strings where a policy demands Trusted Types.
 */
export function piecesOf(html: string): Piece {
  const root = element('body', '');
  const open = [root];
  let raw = '';
  for (const [token, closed, opened, attributes] of html.matchAll(TOKEN)) {
    if (raw !== '') {
      if (closed?.toLowerCase() === raw) raw = '';
    } else if (closed) {
      close(open, closed.toLowerCase());
    } else if (opened) {
      const name = opened.toLowerCase();
      if (RAW.has(name)) raw = name;
      else add(open, element(name, attributes ?? ''));
    } else if (!/^<[!?]/.test(token)) {
      open.at(-1)!.children.push(textPiece(decoded(token)));
    }
  }
  return root;
}

export function textPiece(text: string): Piece {
  return { name: '', text, children: [], attributes: {} };
}

/** All text in a piece. */
export function textOf({ text, children }: Piece): string {
  return text + children.map(textOf).join('');
}

function element(name: string, source: string): Piece {
  const attributes: Piece['attributes'] = {};
  for (const [, key, ...values] of source.matchAll(ATTRIBUTE)) {
    attributes[key!.toLowerCase() as 'href'] ??= decoded(values.find((it) => it != null) ?? '');
  }
  return { name, text: '', children: [], attributes };
}

function add(open: Piece[], piece: Piece): void {
  const ends = ENDS[piece.name];
  if (ends) closeWithin(open, ...ends);
  if (ENDS_PARAGRAPH.test(piece.name)) closeWithin(open, /^p$/, /^(?!(?:b|i|em|strong|span|a)$)/);
  open.at(-1)!.children.push(piece);
  if (!VOID.has(piece.name) && open.length < MAX_DEPTH) open.push(piece);
}

function close(open: Piece[], name: string): void {
  const at = open.findLastIndex((piece) => piece.name === name);
  if (at > 0) open.length = at;
}

function closeWithin(open: Piece[], ended: RegExp, within: RegExp): void {
  for (let at = open.length - 1; at > 0; at -= 1) {
    const { name } = open[at]!;
    if (ended.test(name)) open.length = at;
    else if (within.test(name)) return;
  }
}

/** The names of U+00A0 to U+00FF, in their order. */
const LATIN =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';
const NAMED = new Map<string, string>([
  ...LATIN.split(' ').map((name, index): [string, string] => [
    name,
    String.fromCharCode(160 + index),
  ]),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", euro: '€', bull: '•' }),
  ...Object.entries({ ndash: '–', mdash: '—', hellip: '…', oelig: 'œ', OElig: 'Œ', trade: '™' }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', sbquo: '‚', bdquo: '„' }),
]);

/** Character references as characters; what is none stays as it is. */
function decoded(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return NAMED.get(String(name)) ?? whole;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
