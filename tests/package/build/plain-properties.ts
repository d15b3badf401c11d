import { parseSync, Visitor, type ESTree, type Plugin } from 'vite';

const MODULE = 'lit/decorators.js';

/** Options as the decorator of that name sets them. */
const OPTIONS: Record<string, (given: string | undefined) => string> = {
  property: (given) => (given === undefined ? '' : `, ${given}`),
  state: () => ', { state: true, attribute: false }',
};

/**
 * Says what Lit's `@property` and `@state` say in Lit's own words, `createProperty`, so that neither
 * the decorators nor the helper that calls them have to be fetched. Works on what the compiler made
 * of the decorators; anything else it leaves alone.
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
  const { program } = parseSync(`${id}.js`, code);
  const textOf = ({ start, end }: ESTree.Node): string => code.slice(start, end);
  new Visitor({
    ExpressionStatement(statement) {
      const { expression } = statement;
      if (expression.type !== 'CallExpression' || !/decorate$/i.test(textOf(expression.callee)))
        return;
      const [decorators, target, name] = expression.arguments;
      const decorator = decorators?.type === 'ArrayExpression' ? decorators.elements[0] : null;
      if (decorator?.type !== 'CallExpression') return;
      const options = OPTIONS[textOf(decorator.callee)];
      const element = /^(\w+)\.prototype$/.exec(textOf(target!))?.[1];
      if (!options || !element) return;
      const given = decorator.arguments[0];
      const text = `${element}.createProperty(${textOf(name!)}${options(given && textOf(given))});`;
      edits.push({ start: statement.start, end: statement.end, text });
    },
    ImportDeclaration(statement) {
      const names = statement.specifiers.map(({ local }) => local.name);
      if (statement.source.value !== MODULE || !names.every((name) => OPTIONS[name])) return;
      edits.push({ start: statement.start, end: statement.end, text: '' });
    },
  }).visit(program);
  for (const { start, end, text } of edits.sort((a, b) => b.start - a.start)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return code;
}
