import { appendFileSync, readFileSync } from 'node:fs';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

export interface NamedCounts extends Counts {
  name: string;
  /** The tests that failed or were skipped, each with which of the two. */
  named?: string[];
}

export const noCounts = (): Counts => ({ passed: 0, failed: 0, skipped: 0 });

export function addCounts(a: Counts, b: Counts): Counts {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

/** `3 passed, 0 failed`: the line that a run ends with. Skipped tests are named if there are any. */
export function describeCounts({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

/** The first line of a failure, short enough for a list of them. */
export function because(message: string | undefined): string {
  const line = message?.split('\n', 1)[0]!.slice(0, 160);
  return line ? ` (${line})` : '';
}

/** A step that runs in a process of its own hands its counts over in a file, one line per name. */
export function writeCounts(path: string, counts: NamedCounts): void {
  appendFileSync(path, `${JSON.stringify(counts)}\n`);
}

/** The name without counts with which a run ends that came to its end, whatever it counted. */
export const RAN_WHOLE = 'ran whole';

/** What was handed over; of lines with one name, the last says it all. */
export function readCounts(path: string): NamedCounts[] {
  try {
    const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean);
    const counts = lines.flatMap((line) => parseCounts(line));
    return [...new Map(counts.map((each) => [each.name, each])).values()];
  } catch {
    return [];
  }
}

/** The line that was being written when its process was killed says nothing. */
function parseCounts(line: string): NamedCounts[] {
  try {
    return [JSON.parse(line) as NamedCounts];
  } catch {
    return [];
  }
}
