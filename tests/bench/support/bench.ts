import type { DatabaseName } from './server.js';

export interface Settings {
  databases: readonly DatabaseName[];
  /** The sizes that the issue names, however long they take. */
  full: boolean;
  /** Of load per figure. */
  seconds: number;
  /** Of load for what only time shows. */
  minutes: number;
  /** Told what takes a while. */
  say: (message: string) => void;
}

export type Cell = string | number | null;

/** Figures of one kind: printed as a table and kept as JSON. */
export interface Table {
  title: string;
  columns: readonly string[];
  rows: readonly (readonly Cell[])[];
  /** What to know before believing them. */
  notes?: readonly string[];
}

/** One file `<name>.bench.ts` exports one of these as `bench`. */
export interface Bench {
  summary: string;
  /** Whether a run without names includes it. */
  short: boolean;
  run(settings: Settings): AsyncIterable<Table>;
}

export function printTable({ title, columns, rows, notes = [] }: Table): void {
  const lines = [columns, ...rows].map((row) => row.map(textOf));
  const widths = columns.map((_, place) =>
    Math.max(...lines.map((line) => (line[place] ?? '').length)),
  );
  console.log(`\n${title}`);
  for (const line of lines) {
    const padded = line.map((cell, place) =>
      place === 0 ? cell.padEnd(widths[place] ?? 0) : cell.padStart(widths[place] ?? 0),
    );
    console.log(`  ${padded.join('   ')}`);
  }
  for (const note of notes) console.log(`  ${note}`);
}

function textOf(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'string') return cell;
  return cell.toLocaleString('en', { maximumFractionDigits: cell < 10 ? 2 : cell < 100 ? 1 : 0 });
}
