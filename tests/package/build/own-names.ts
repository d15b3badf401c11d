import { parseSync, type Plugin, type Rolldown } from 'vite';

/**
 * Lets the entry export everything under the names that it has inside: a second name for each costs
 * more bytes than anything else in a list of exports, and only the entry's own chunks import them.
 */
export function ownNames(): Plugin {
  return {
    name: 'palabre:own-names',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const entry = chunks.find(({ isEntry }) => isEntry);
      if (!entry) return;
      const names = renameExports(entry);
      for (const chunk of chunks) renameImports(chunk, entry.fileName, names);
    },
  };
}

type Edit = [start: number, end: number, text: string];

/** @returns the new name of each export */
function renameExports(chunk: Rolldown.OutputChunk): Map<string, string> {
  const names = new Map<string, string>();
  const edits: Edit[] = [];
  for (const node of parseSync(chunk.fileName, chunk.code).program.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.source || node.declaration) continue;
    for (const { local, exported } of node.specifiers) {
      names.set(textAt(chunk.code, exported), textAt(chunk.code, local));
    }
    // In order they compress better.
    const list = [...new Set(names.values())].sort().join(',');
    edits.push([node.start, node.end, `export{${list}};`]);
  }
  chunk.code = edited(chunk.code, edits);
  chunk.exports = [...names.values()];
  return names;
}

function renameImports(
  chunk: Rolldown.OutputChunk,
  entry: string,
  names: ReadonlyMap<string, string>,
): void {
  const edits: Edit[] = [];
  for (const node of parseSync(chunk.fileName, chunk.code).program.body) {
    if (node.type !== 'ImportDeclaration' || node.source.value !== `./${entry}`) continue;
    for (const specifier of node.specifiers) {
      const imported =
        specifier.type === 'ImportSpecifier' && textAt(chunk.code, specifier.imported);
      const name = imported && names.get(imported);
      if (!name) throw new Error(`${chunk.fileName} imports what ${entry} does not export`);
      const local = textAt(chunk.code, specifier.local);
      edits.push([specifier.start, specifier.end, local === name ? name : `${name} as ${local}`]);
    }
  }
  chunk.code = edited(chunk.code, edits);
}

function textAt(code: string, { start, end }: { start: number; end: number }): string {
  return code.slice(start, end);
}

function edited(code: string, edits: Edit[]): string {
  for (const [start, end, text] of edits.sort(([a], [b]) => b - a)) {
    code = code.slice(0, start) + text + code.slice(end);
  }
  return code;
}
