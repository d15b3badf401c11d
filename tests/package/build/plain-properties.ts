import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';

const MODULE = 'lit/decorators.js';

/** Options as the decorator of that name sets them. */
const OPTIONS: Record<string, (given: string | undefined) => string> = {
  property: (given) => given ?? '{}',
  state: () => '{ state: true }',
};

/**
 * Says what Lit's `@property` and `@state` say in Lit's own words, `properties`, so that neither the
 * decorators nor the helper that calls them have to be fetched. Works on what the compiler made of
 * the decorators; anything else it leaves alone.
 */
export function plainProperties(): Plugin {
  return {
    name: 'palabre:plain-properties',
    transform: {
      filter: { id: /\/src\/.*\.ts$/, code: MODULE },
      handler: (code, id) => ({ code: withPlainProperties(code, id), map: null }),
    },
  };
}

/** @param id the module's name, for error messages */
export function withPlainProperties(code: string, id: string): string {
  const edits: { start: number; end: number; text: string }[] = [];
  const imports: ESTree.ImportDeclaration[] = [];
  const properties = new Map<string, { at: number; texts: string[] }>();
  let others = 0;
  const { program } = parseSync(`${id}.js`, code);
  new Visitor({
    ImportDeclaration: (declaration) => void imports.push(declaration),
    CallExpression(call) {
      if (!/decorate$/i.test(textOf(code, call.callee))) return;
      const property = plain(code, call);
      if (property === null) {
        others += 1;
        return;
      }
      const { element, text } = property;
      const known = properties.get(element);
      if (known) known.texts.push(text);
      else properties.set(element, { at: call.end, texts: [text] });
      edits.push({ start: call.start, end: call.end, text: '' });
    },
  }).visit(program);
  // An import that nothing uses would still count as one when the chunks are made.
  for (const { specifiers, source, start, end } of imports) {
    const isUnused =
      (others === 0 && source.value.endsWith('/helpers/decorate')) ||
      (source.value === MODULE && specifiers.every(({ local }) => OPTIONS[local.name]));
    if (isUnused) edits.push({ start, end, text: '' });
  }
  for (const [element, { at, texts }] of properties) {
    edits.push({ start: at, end: at, text: `${element}.properties = { ${texts.join(', ')} }` });
  }
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return code;
}

/** What `decorate([property(…)], Element.prototype, "name", void 0)` says, if it is one. */
function plain(code: string, { arguments: [decorators, target, name] }: ESTree.CallExpression) {
  const decorator = decorators?.type === 'ArrayExpression' ? decorators.elements[0] : null;
  if (decorator?.type !== 'CallExpression' || !target || !name) return null;
  const options = OPTIONS[textOf(code, decorator.callee)];
  const element = /^(\w+)\.prototype$/.exec(textOf(code, target))?.[1];
  if (!options || !element) return null;
  const given = decorator.arguments[0] && textOf(code, decorator.arguments[0]);
  return { element, text: `${textOf(code, name)}: ${options(given)}` };
}

function textOf(code: string, { start, end }: ESTree.Node): string {
  return code.slice(start, end);
}
