/** So many in so many seconds. */
export interface Limit {
  points: number;
  /** The window begins with its first one. */
  seconds: number;
}

/** What is counted apart: `write` is every write but the three before, `request` everything. */
export const BUDGETS = ['comment', 'vote', 'report', 'write', 'request'] as const;
export type Budget = (typeof BUDGETS)[number];

/** The limits of each budget, all of which hold; no limit means that nothing is counted. */
export type Budgets = Record<Budget, readonly Limit[]>;

const MINUTE = 60;
const HOUR = 3_600;

export const DEFAULT_BUDGETS: Budgets = {
  comment: [
    { points: 5, seconds: MINUTE },
    { points: 60, seconds: HOUR },
  ],
  vote: [
    { points: 60, seconds: MINUTE },
    { points: 1_000, seconds: HOUR },
  ],
  report: [
    { points: 10, seconds: MINUTE },
    { points: 60, seconds: HOUR },
  ],
  write: [
    { points: 30, seconds: MINUTE },
    { points: 300, seconds: HOUR },
  ],
  request: [{ points: 1_200, seconds: MINUTE }],
};

export const NO_BUDGETS: Budgets = { comment: [], vote: [], report: [], write: [], request: [] };

const UNITS: Record<string, number> = { second: 1, minute: MINUTE, hour: HOUR, day: 24 * HOUR };

/** `5/minute,60/hour`, or `off`; `null` for anything else. */
export function parseLimits(text: string): Limit[] | null {
  if (text === 'off') return [];
  const limits = text.split(',').map((part) => {
    const [, points, unit = ''] = /^\s*(\d{1,9})\/(\w+)\s*$/.exec(part) ?? [];
    const seconds = UNITS[unit];
    return Number(points) > 0 && seconds !== undefined ? { points: Number(points), seconds } : null;
  });
  return limits.every((limit) => limit !== null) ? limits : null;
}
