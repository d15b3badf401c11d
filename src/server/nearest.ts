/** Differences up to which a word may be meant by another one. */
const MAX_DISTANCE = 2;

/** The known word that somebody who wrote `word` may have meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  const ranked = known
    .map((candidate) => ({ candidate, distance: distance(word, candidate) }))
    .sort((one, other) => one.distance - other.distance);
  const [best] = ranked;
  return best !== undefined && best.distance <= MAX_DISTANCE ? best.candidate : null;
}

/** Insertions, deletions and replacements (V. I. Levenshtein, 1966), one row at a time. */
function distance(from: string, to: string): number {
  const row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const [index, letter] of [...from].entries()) {
    let diagonal = row[0]!;
    row[0] = index + 1;
    for (let column = 1; column <= to.length; column += 1) {
      const above = row[column]!;
      const replaced = diagonal + (to[column - 1] === letter ? 0 : 1);
      row[column] = Math.min(above + 1, row[column - 1]! + 1, replaced);
      diagonal = above;
    }
  }
  return row[to.length]!;
}
