import { memoryBackend } from '../../src/backend/adapters/memory.js';
import type { CallOptions, CommentsBackend } from '../../src/backend/contract.js';
import { PalabreError } from '../../src/model/errors.js';
import type { Owner } from './locks.js';

/** What becomes of a write on its way: between the page and the server, in it, and back. */
export const FAULTS = [
  'none',
  'request-lost',
  'answer-lost',
  'doubled',
  'unavailable',
  'failed-after-commit',
  'nonsense',
  'killed-before',
  'killed-after',
] as const;
export type Fault = (typeof FAULTS)[number];

const WRITES = /^(create|edit|delete|vote|report)/;
const never = (): Promise<never> => new Promise(() => {});
const network = (): PalabreError => new PalabreError('network', 'told to fail');

const READER = 'alice';
const byBob = (text: string) => ({ author: 'Bob', text });

type Method = (...args: unknown[]) => Promise<unknown>;

/** One server, and what lies between it and its tabs. */
export class Server {
  readonly memory = memoryBackend({
    people: { [READER]: { name: 'Alice', subscriber: true } },
    threads: [{ key: 'k', comments: ['One', 'Two', 'Three', 'Four'].map(byBob) }],
    editMinutes: Infinity,
  });
  /** For the writes to come, one each. */
  faults: Fault[] = [];
  /** Turns that the calls to come take on their way, and the answers on theirs. */
  delays: number[] = [];
  /** How often it was restarted. */
  #life = 0;
  #tokens = 1;

  /** The reader's token; the earlier ones are valid no more. */
  get token(): string {
    return `${READER} ${this.#tokens}`;
  }

  renewToken(): void {
    this.#tokens += 1;
  }

  /** Whatever is under way ends without an answer. */
  restart(): void {
    this.#life += 1;
  }

  /** The server as a tab reaches it; `kill` ends the tab. */
  seenFrom(tab: Owner, kill: () => void): CommentsBackend {
    const methods = Object.entries(this.memory).filter(([, it]) => typeof it === 'function');
    const reached = methods.map(([name, method]) => {
      const carryOut = (args: unknown[]) => () => (method as Method)(...this.#identified(args));
      return [name, (...args: unknown[]) => this.#call(name, tab, kill, carryOut(args))];
    });
    return Object.fromEntries(reached);
  }

  /** Whoever has the token of the moment is the reader. */
  #identified(args: unknown[]): unknown[] {
    const options = args.at(-1) as CallOptions;
    if (options.token == null) return args;
    if (options.token !== this.token) throw new PalabreError('login', 'This token has expired');
    return [...args.slice(0, -1), { ...options, token: READER }];
  }

  async #call(
    name: string,
    tab: Owner,
    kill: () => void,
    carryOut: () => Promise<unknown>,
  ): Promise<unknown> {
    const fault = WRITES.test(name) ? (this.faults.shift() ?? 'none') : 'none';
    const life = this.#life;
    await turns(this.delays.shift() ?? 0);
    if (fault === 'killed-before') kill();
    if (!tab.isAlive) return never();
    if (life !== this.#life || fault === 'request-lost') throw network();
    if (fault === 'unavailable') throw new PalabreError('unavailable', 'told to fail');
    let answer = await carryOut();
    if (fault === 'doubled') answer = await carryOut();
    await turns(this.delays.shift() ?? 0);
    if (fault === 'killed-after') kill();
    if (!tab.isAlive) return never();
    if (life !== this.#life || fault === 'answer-lost') throw network();
    if (fault === 'failed-after-commit') throw new PalabreError('internal', 'told to fail');
    if (fault === 'nonsense') throw new PalabreError('malformed', 'told to fail');
    return answer;
  }
}

export async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await new Promise((go) => setImmediate(go));
}
