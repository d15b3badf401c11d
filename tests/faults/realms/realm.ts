import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import * as fromMarkdown from 'mdast-util-from-markdown';
import * as autolinkLiteral from 'mdast-util-gfm-autolink-literal';
import * as strikethrough from 'mdast-util-gfm-strikethrough';
import * as autolinkLiteralSyntax from 'micromark-extension-gfm-autolink-literal';
import * as strikethroughSyntax from 'micromark-extension-gfm-strikethrough';
import { build, type Rolldown } from 'vite';
import type { Clock } from '../clock.js';
import type { Chance } from './chance.js';

/*
 * Code with globals of its own: nothing in it goes by the time, the chance or the load of the
 * machine, and each tab has modules of its own, as in a browser.
 */

/** What else the code of one realm finds in place of the globals. */
export interface Surroundings {
  clock: Clock;
  chance: Chance;
  /** What its timers do nothing after the end of. */
  owner: { isAlive: boolean };
  globals?: Partial<Record<(typeof GIVEN)[number], unknown>>;
}

const GIVEN = ['navigator', 'indexedDB', 'BroadcastChannel', 'localStorage'] as const;
const OWN = [
  ...(['setTimeout', 'clearTimeout', 'setImmediate', 'Date', 'Math'] as const),
  ...(['performance', 'crypto', 'console'] as const),
];
const NAMES = ['globalThis', 'shared', ...OWN, ...GIVEN];

/** Keeps nothing, and is slow to begin with: one for all. */
const SHARED = {
  'mdast-util-from-markdown': fromMarkdown,
  'mdast-util-gfm-autolink-literal': autolinkLiteral,
  'mdast-util-gfm-strikethrough': strikethrough,
  'micromark-extension-gfm-autolink-literal': autolinkLiteralSyntax,
  'micromark-extension-gfm-strikethrough': strikethroughSyntax,
};

/** Bundles a module of this folder; each call of the answer evaluates it anew. */
export async function realmOf<T>(name: string): Promise<(surroundings: Surroundings) => T> {
  const entry = fileURLToPath(new URL(`${name}.ts`, import.meta.url));
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    // Here is no document.
    resolve: { conditions: ['node', 'module'] },
    build: {
      ...{ write: false, minify: false, target: 'node20' },
      lib: { entry, formats: ['iife'], name: 'realm' },
      rolldownOptions: {
        external: Object.keys(SHARED),
        output: { globals: (name) => `shared[${JSON.stringify(name)}]` },
      },
    },
  })) as Rolldown.RolldownOutput[];
  const { code } = built[0]!.output[0];
  const evaluate = compileFunction(`${code}\nreturn realm;`, NAMES) as (...all: unknown[]) => T;
  return (surroundings) => {
    const own: Record<string, unknown> = globalsOf(surroundings);
    return evaluate(...NAMES.map((name) => (name === 'globalThis' ? own : own[name])));
  };
}

function globalsOf(around: Surroundings): Record<string, unknown> {
  const { chance, owner, globals } = around;
  class OwnDate extends Date {
    constructor(given: number = around.clock.date) {
      super(given);
    }
    static override now(): number {
      return around.clock.date;
    }
  }
  return {
    ...globals,
    shared: SHARED,
    setTimeout: (work: (...args: unknown[]) => void, milliseconds = 0, ...args: unknown[]) =>
      around.clock.after(milliseconds, () => work(...args), owner),
    clearTimeout: (timer: number | undefined) => around.clock.cancel(timer),
    setImmediate: (work: () => void) => around.clock.after(0, work, owner),
    Date: OwnDate,
    Math: Object.create(Math, { random: { value: chance.random } }) as Math,
    performance: { now: () => around.clock.now },
    crypto: chance,
    // A source of tokens that fails says so.
    console: { ...console, warn: () => undefined },
  };
}
