/** Containers (quotations, list items) that may lie in one another. */
export const MAX_CONTAINERS = 8;

/** A line of dashes, stars or underscores is a separator, not a list in a list in a list. */
const SEPARATOR = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;
const SEPARATOR_MAX_LENGTH = 100;

const LIST_MARKER = /(?:[-+*]|\d{1,9}[.)])(?=[ \t]|$)/y;

/** A quotation, or a list item whose text begins at `column`. */
type Container = 'quote' | { column: number };

/**
 * Whether a text nests its containers deeper than {@link MAX_CONTAINERS}: the parser's time grows
 * steeply with the depth, so this is asked before parsing. One pass over each line's beginning; it
 * may find more containers than the parser would (columns are counted generously), never fewer.
 */
export function isTooNested(source: string): boolean {
  let open: Container[] = [];
  for (const line of source.split('\n')) {
    if (line.trim() === '') continue;
    const scan = scanLine(line, open);
    if (scan === null) return true;
    open = scan;
  }
  return false;
}

function scanLine(line: string, open: Container[]): Container[] | null {
  const containers: Container[] = [];
  let index = 0;
  let column = 0;

  const skipBlanks = (): void => {
    while (line[index] === ' ' || line[index] === '\t') {
      column += line[index] === '\t' ? 4 - (column % 4) : 1;
      index += 1;
    }
  };

  skipBlanks();
  for (const container of open) {
    if (container === 'quote') {
      if (line[index] !== '>') break;
      index += 1;
      column += 1;
      skipBlanks();
    } else if (column < container.column) {
      break;
    }
    containers.push(container);
  }

  while (index < line.length) {
    if (line[index] === '>') {
      containers.push('quote');
      index += 1;
      column += 1;
    } else {
      if (isSeparator(line, index)) break;
      LIST_MARKER.lastIndex = index;
      const marker = LIST_MARKER.exec(line)?.[0];
      if (marker === undefined) break;
      index += marker.length;
      column += marker.length;
      containers.push({ column: column + 1 });
    }
    if (containers.length > MAX_CONTAINERS) return null;
    skipBlanks();
  }
  return containers;
}

function isSeparator(line: string, index: number): boolean {
  return line.length <= SEPARATOR_MAX_LENGTH && SEPARATOR.test(line.slice(index));
}
