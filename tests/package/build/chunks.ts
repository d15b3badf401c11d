import type { Rolldown } from 'vite';

/**
 * Names the chunk of each entry and of everything that it imports statically, so that a module which
 * an on-demand chunk needs too does not become one more file to fetch.
 * @param also modules that go along as if the entry imported them statically
 */
export function withStaticImports(name: string, also?: RegExp): Rolldown.CodeSplittingNameFunction {
  return (id, context) => {
    const seen = new Set<string>();
    const isImportedByEntry = (at: string): boolean => {
      if (seen.has(at)) return false;
      seen.add(at);
      const info = context.getModuleInfo(at);
      return (
        also?.test(at) ||
        (info !== null && (info.isEntry || info.importers.some(isImportedByEntry)))
      );
    };
    return isImportedByEntry(id) ? name : null;
  };
}
