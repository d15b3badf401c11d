import type { MemoryBackend } from '../../src/backend/adapters/memory.js';
import type { CallOptions, CommentsBackend } from '../../src/backend/contract.js';
import type { PalabreError } from '../../src/model/errors.js';
import type { Clock } from './clock.js';
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

type Method = (...args: unknown[]) => Promise<unknown>;

/** A tab as the network knows it. */
export interface Client extends Owner {
  /** The class of its errors. */
  PalabreError: typeof PalabreError;
  kill(): void;
}

/** One server, and what lies between it and its tabs. */
export class Server {
  readonly memory: MemoryBackend;
  /** Whether nothing gets through. */
  isOut = false;
  /** For the writes to come, one each. */
  faults: Fault[] = [];
  /** Milliseconds that the calls to come take on their way, and the answers on theirs. */
  delays: number[] = [];
  readonly #clock: Clock;
  /** How often it was restarted. */
  #life = 0;
  #tokens = 1;
  #isMended = false;

  constructor(clock: Clock, memory: MemoryBackend) {
    this.#clock = clock;
    this.memory = memory;
  }

  /** An account's token; the earlier ones are valid no more. */
  tokenOf(account: string | null): string | null {
    return account && `${account} ${this.#tokens}`;
  }

  renewTokens(): void {
    this.#tokens += 1;
  }

  /** Whatever is under way ends without an answer. */
  restart(): void {
    this.#life += 1;
  }

  /** From now on nothing happens to what is sent, or on its way. */
  mend(): void {
    this.#isMended = true;
    this.isOut = false;
    this.faults = [];
    this.delays = [];
  }

  /** The server as a tab reaches it. */
  seenFrom(client: Client): CommentsBackend {
    const methods = Object.entries(this.memory).filter(([, it]) => typeof it === 'function');
    const reached = methods.map(([name, method]) => {
      // Nothing that travels is the same object at both ends.
      const carryOut = async (args: unknown[]): Promise<unknown> =>
        structuredClone(await (method as Method)(...this.#identified(args)));
      return [name, (...args: unknown[]) => this.#call(name, client, () => carryOut(args))];
    });
    return Object.fromEntries(reached);
  }

  /** Whoever has an account's token of the moment is its reader. */
  #identified(args: unknown[]): unknown[] {
    const { signal: _, token, ...options } = args.at(-1) as CallOptions;
    const account = token?.split(' ')[0] ?? null;
    // One that nobody has is refused.
    const known = token === this.tokenOf(account) ? account : 'nobody';
    const rest = structuredClone(args.slice(0, -1));
    return [...rest, { ...options, token: token == null ? null : known }];
  }

  async #call(name: string, client: Client, carryOut: () => Promise<unknown>): Promise<unknown> {
    const fail = (code: PalabreError['code']): never => {
      throw new client.PalabreError(code, 'told to fail');
    };
    const due = WRITES.test(name) ? (this.faults.shift() ?? 'none') : 'none';
    const meets = (fault: Fault): boolean => due === fault && !this.#isMended;
    const life = this.#life;
    await this.#clock.wait(this.delays.shift() ?? 0);
    if (meets('killed-before')) client.kill();
    if (!client.isAlive) return never();
    if (this.isOut || life !== this.#life || meets('request-lost')) fail('network');
    if (meets('unavailable')) fail('unavailable');
    let answer: unknown;
    try {
      answer = await carryOut();
      if (meets('doubled')) answer = await carryOut();
    } catch (error) {
      answer = error;
    }
    await this.#clock.wait(this.delays.shift() ?? 0);
    if (meets('killed-after')) client.kill();
    if (!client.isAlive) return never();
    if (this.isOut || life !== this.#life || meets('answer-lost')) fail('network');
    if (meets('failed-after-commit')) fail('internal');
    if (meets('nonsense')) fail('malformed');
    if (answer instanceof Error) fail((answer as PalabreError).code);
    return answer;
  }
}
