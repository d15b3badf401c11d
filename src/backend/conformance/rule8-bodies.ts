import { BODY_MAX_DEPTH, isSafeUrl, type CommentBody } from '../../model/body.js';
import { PalabreError } from '../../model/errors.js';
import { canonical, equal, ok } from './assert.js';
import type { DefineTest } from './test.js';

/** What each node may have, besides its type. */
const FIELDS: Record<string, string[]> = {
  root: ['children'],
  paragraph: ['children'],
  blockquote: ['children'],
  list: ['children', 'ordered', 'start'],
  listItem: ['children'],
  code: ['value'],
  text: ['value'],
  emphasis: ['children'],
  strong: ['children'],
  delete: ['children'],
  inlineCode: ['value'],
  link: ['children', 'url'],
  break: [],
};

const BLOCKS = ['paragraph', 'blockquote', 'list', 'code'];
const INLINES = ['text', 'emphasis', 'strong', 'delete', 'inlineCode', 'link', 'break'];
const HOLDS: Record<string, string[]> = {
  root: BLOCKS,
  blockquote: BLOCKS,
  listItem: BLOCKS,
  list: ['listItem'],
};

const SOURCES = [
  'Une phrase.\n\nUn second paragraphe,\nsur deux lignes.',
  'Des *mots*, des **mots forts**, des ~~mots rayés~~, du `code`.',
  '> Une citation\n\n1. un\n2. deux\n   - trois\n\n- quatre',
  '```\nconst a = 1;\n```',
  'Un [lien](https://exemple.fr/page), https://exemple.fr et <https://exemple.fr>.',
  'Un [piège](javascript:alert(1)), [un autre](data:text/html,x), [encore](//exemple.fr/x).',
  '<b>gras</b> <script>alert(1)</script> <img src=x onerror=alert(1)>',
  '![image](https://exemple.fr/i.png) [^1] | a | b |\n|---|---|\n\n# Titre\n\n---\n\n[1]: https://x.fr',
  '> > > > - - - Au fond',
  `${'> '.repeat(60)}Plus bas`,
];

interface AnyNode {
  type: string;
  children?: AnyNode[];
  [field: string]: unknown;
}

function check(node: AnyNode, depth: number): void {
  const { type } = node;
  const fields = FIELDS[type];
  ok(fields, `a node of the type ${type}`);
  ok(depth <= BODY_MAX_DEPTH, `a node at depth ${depth}`);
  equal(Object.keys(node).sort(), ['type', ...fields].sort(), `the fields of ${type}`);
  if (type === 'link') ok(isSafeUrl(node.url as string), `a link to ${String(node.url)}`);
  if (fields.includes('value')) ok(typeof node.value === 'string', `the value of ${type}`);
  for (const child of node.children ?? []) {
    const allowed = HOLDS[type] ?? INLINES;
    ok(allowed.includes(child.type), `${child.type} inside ${type}`);
    check(child, depth + 1);
  }
}

/** Blocks stand apart; inlines do not, however many a text was parsed to. */
function textOf({ children = [], value }: AnyNode): string {
  const between = children.some(({ type }) => INLINES.includes(type)) ? '' : ' ';
  return children.map(textOf).join(between) + String((value as string) ?? '');
}

/** A body is data: the subset of mdast, and no deeper than agreed. */
export function bodies(test: DefineTest): void {
  test('every body is of the subset', ['content'], async (site) => {
    const thread = await site.newThread();
    for (const source of SOURCES) {
      const body = await site.write(thread, { source }).then(
        (written) => written.body,
        (error: unknown) => {
          ok(error instanceof PalabreError, `${source}: ${String(error)}`);
          return null;
        },
      );
      if (body) check(body as unknown as AnyNode, 0);
    }
    await site.settle();
    const answers = [await site.load(thread), await site.backend.loadChanges?.(thread.key, 0, {})];
    for (const comment of answers.flatMap((answer) => answer?.comments ?? [])) {
      if (comment.tombstone === null) check(comment.body as unknown as AnyNode, 0);
    }
  });

  test('words come back as they were written', ['content'], async (site) => {
    const thread = await site.newThread();
    const source = '« L’arbre à palabres », naïveté — 東京 🌳 ; 1 < 2 && 3 > 2 : "oui".';
    const { body } = await site.write(thread, { source });
    equal(textOf(body as unknown as AnyNode), source, 'the text');
  });

  test('a body is the same in every answer', ['content'], async (site) => {
    const thread = await site.newThread();
    const { id, body } = await site.write(thread, { source: SOURCES[2]! });
    const read = async (): Promise<(CommentBody | null)[]> => {
      const pages = [
        await site.load(thread, { around: id }),
        await site.backend.loadComments(
          { key: thread.key, parent: null, after: null, sort: 'best', limit: 5 },
          {},
        ),
        await site.backend.loadChanges?.(thread.key, 0, {}),
      ];
      return pages.flatMap((page) =>
        (page?.comments ?? []).map((entry) => (entry.tombstone === null ? entry.body : null)),
      );
    };
    for (const answered of await read()) equal(canonical(answered), canonical(body), 'the body');
  });
}
