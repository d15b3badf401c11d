import type { Entry } from '../../src/cache/outbox.js';
import type { Discussion } from '../../src/discussion/discussion.js';
import type { Device } from './device.js';
import type { Wish } from './promises.js';
import type * as pageModule from './realms/page.js';
import type { Client, Server } from './server.js';

export type Page = typeof pageModule;

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };

interface TabOptions {
  server: Server;
  device: Device;
  /** Evaluates the page's code. */
  evaluate: (tab: Tab) => Page;
  /** Hears that it ended. */
  onEnd: (tab: Tab) => void;
}

/** One page in a tab, from its opening to its end. */
export class Tab implements Client {
  isAlive = true;
  readonly page: Page;
  readonly discussion: Discussion;
  /** The accounts and comments, by and on which something was written in it. */
  readonly wrote = new Set<string>();
  readonly ended: Promise<void>;
  /** Of votes that are under way, by reader and comment. */
  readonly #presses = new Map<string, Wish[]>();
  readonly #device: Device;
  readonly #onEnd: (tab: Tab) => void;
  #end = (): void => undefined;

  constructor({ server, device, evaluate, onEnd }: TabOptions) {
    this.ended = new Promise((resolve) => (this.#end = resolve));
    this.#device = device;
    this.#onEnd = onEnd;
    this.page = evaluate(this);
    this.discussion = new this.page.Discussion({
      backend: server.seenFrom(this),
      tokens: () => server.tokenOf(device.account),
      ...{ thread: THREAD, sort: 'newest', pageSize: 100, highlights: 0 },
    });
    this.page.rememberOrigin(this.discussion, 'https://talk.example');
  }

  get PalabreError(): Page['PalabreError'] {
    return this.page.PalabreError;
  }

  /** Whom it shows as signed in. */
  get reader(): string | null {
    return this.discussion.viewer?.account?.name ?? null;
  }

  /** What it knows of that waits. */
  get entries(): readonly Entry[] {
    return this.page.outboxOf(this.discussion).entries;
  }

  /** Notes a press; of those while one is under way, that one says what becomes. Answers them all. */
  press(wish: Wish): Wish[] {
    const known = wish.kind === 'vote' ? this.#presses.get(pressOf(wish)) : undefined;
    known?.push(wish);
    if (known) return [wish];
    const presses = [wish];
    if (wish.kind === 'vote') this.#presses.set(pressOf(wish), presses);
    return presses;
  }

  /** It was told what became of it. */
  release(wish: Wish): void {
    if (this.#presses.get(pressOf(wish))?.[0] === wish) this.#presses.delete(pressOf(wish));
  }

  /** Loads what an element loads. */
  async begin(): Promise<void> {
    const { page, discussion } = this;
    await discussion.load();
    page.followAccounts(discussion);
    await page.loadViewer(discussion);
    await page.beginOutbox(discussion);
  }

  /** Hears that the network is back, as an element does. */
  async comeOnline(): Promise<void> {
    const { page, discussion } = this;
    if (discussion.status === 'failed') await this.reload();
    else if (page.isUnconfirmed(discussion)) await page.loadViewer(discussion);
    await page.sendWaiting(discussion);
  }

  async reload(): Promise<void> {
    await this.discussion.load().catch(() => undefined);
    await this.page.loadViewer(this.discussion);
  }

  /** Learns that somebody else may be signed in. */
  async signIn(): Promise<void> {
    this.page.sessionOf(this.discussion).forget();
    await this.page.loadViewer(this.discussion);
  }

  kill(): void {
    if (!this.isAlive) return;
    this.isAlive = false;
    this.#onEnd(this);
    this.discussion.close();
    this.#device.end(this);
    this.#end();
  }
}

function pressOf({ account, comment }: Wish): string {
  return `${account} ${comment}`;
}
