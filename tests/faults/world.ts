import type { Entry } from '../../src/cache/outbox.js';
import { Clock } from './clock.js';
import type { Health } from './database.js';
import { Device } from './device.js';
import { Promises } from './promises.js';
import { chanceOf } from './realms/chance.js';
import type * as elsewhereModule from './realms/elsewhere.js';
import { realmOf } from './realms/realm.js';
import { Server } from './server.js';
import { Tab, type Page } from './tab.js';
import { Writing } from './writing.js';

const evaluatePage = await realmOf<Page>('page');

/** The servers and devices of all worlds, which come one after another, have one realm. */
const around = { clock: new Clock(), chance: chanceOf(0), owner: { isAlive: true } };
const { IDBFactory, memoryBackend } = (await realmOf<typeof elsewhereModule>('elsewhere'))(around);

/** Each place writes on comments of its own, so that the last wish for each is one. */
export const PLACES = [0, 1] as const;
export type Place = (typeof PLACES)[number];

/** Whoever may be signed in; `null`: nobody. */
export const ACCOUNTS = ['alice', 'carol', null] as const;

const byBob = (text: string) => ({ author: 'Bob', text });

/** A server, a device with two tabs, and what its readers wish for. */
export class World {
  readonly clock = new Clock();
  readonly server: Server;
  readonly device: Device;
  readonly promises = new Promises();
  readonly #seed: number;
  readonly #tabs: (Tab | null)[] = [null, null];
  /** What readers write. */
  readonly writing: Writing;
  readonly #working: Promise<unknown>[] = [];
  /** A promise that turned out to be broken as a tab ended. */
  #broken: Error | null = null;
  #count = 0;

  constructor(seed: number) {
    this.#seed = seed;
    const { clock } = this;
    around.clock = clock;
    around.chance.sow(seed);
    const memory = memoryBackend({
      people: {
        alice: { name: 'alice', subscriber: true },
        carol: { name: 'carol', subscriber: true },
      },
      threads: [{ key: 'k', comments: ['One', 'Two', 'Three', 'Four'].map(byBob) }],
      editMinutes: Infinity,
    });
    this.server = new Server(clock, memory);
    this.device = new Device(clock, new IDBFactory(), 'alice');
    const ids = [...memory.state.threads.get('k')!.comments.keys()];
    this.writing = new Writing(this, [ids.slice(0, 2), ids.slice(2)]);
  }

  /** The tab in a place; after a kill, another one. */
  async tab(place: Place): Promise<Tab> {
    return (this.#tabs[place] ??= await this.open());
  }

  get tabs(): Tab[] {
    return this.#tabs.filter((tab) => tab !== null);
  }

  kill(place: Place): void {
    this.#tabs[place]?.kill();
  }

  async reload(place: Place): Promise<void> {
    const tab = await this.tab(place);
    this.work(tab, tab.reload());
  }

  networkFails(): void {
    this.server.isOut = true;
  }

  networkWorks(): void {
    this.server.isOut = false;
    for (const tab of this.tabs) this.work(tab, tab.comeOnline());
  }

  async signIn(place: Place, pick: number): Promise<void> {
    this.device.account = ACCOUNTS[pick % ACCOUNTS.length]!;
    const tab = await this.tab(place);
    this.work(tab, tab.signIn());
  }

  /** The device forgets everything, and the page still goes on. */
  async clear(): Promise<void> {
    const { kept } = this;
    await this.device.clear();
    for (const { key, entry } of kept) if (!this.#isKnown(key)) this.#lose(entry);
  }

  sicken(health: Health): void {
    this.device.sicken(health);
  }

  /** What is under way is over, or with its tab. */
  async rest(): Promise<void> {
    await Promise.all(this.#working);
    if (this.#broken) throw this.#broken;
  }

  async open(): Promise<Tab> {
    const { clock, server, device } = this;
    const chance = chanceOf(this.#seed + (this.#count += 1));
    const tab = new Tab({
      ...{ server, device },
      evaluate: (owner) => evaluatePage({ clock, chance, owner, globals: device.globalsOf(owner) }),
      onEnd: (ended) => {
        try {
          this.#bury(ended);
        } catch (error) {
          this.#broken = error as Error;
        }
      },
    });
    let begin = (): void => undefined;
    const isShown = new Promise<void>((resolve) => (begin = resolve));
    const { store } = tab.discussion;
    store.follow('viewer', begin);
    this.work(tab, tab.begin().then(begin));
    await Promise.race([isShown, tab.ended]);
    return tab;
  }

  /** What a tab alone has kept ends with it. */
  #bury(tab: Tab): void {
    const place = this.#tabs.indexOf(tab);
    if (place >= 0) this.#tabs[place] = null;
    const keys = new Set(this.kept.map(({ key }) => key));
    for (const entry of tab.entries) {
      const { key } = entry;
      const isElsewhere = keys.has(key) || this.device.database.letGo.has(key);
      if (entry.refused === null && !isElsewhere && !this.#isKnown(key)) this.#lose(entry);
    }
  }

  #lose(entry: Pick<Entry, 'by' | 'write'>): void {
    this.promises.lose(this.promises.wishOf(entry), this.device.failures);
  }

  /** Whether a page has it that lives. */
  #isKnown(key: string): boolean {
    return this.tabs.some((tab) => tab.entries.some((entry) => entry.key === key));
  }

  /** All entries: a device that fails keeps nothing of what a page has. */
  get entries(): Entry[] {
    const kept = this.kept.map(({ key, entry }) => ({ ...entry, key }));
    return [...kept, ...this.tabs.flatMap((tab) => tab.entries)];
  }

  /** The entries on the device. */
  get kept(): { key: string; entry: Omit<Entry, 'key'> }[] {
    return [...this.device.database.records]
      .filter(([key, value]) => key.startsWith('outbox ') && typeof value === 'object')
      .map(([key, value]) => ({ key, entry: value as Omit<Entry, 'key'> }));
  }

  /** Somebody waits for it, until it is done or the tab ends. */
  work({ ended }: Tab, work: Promise<unknown>): void {
    this.#working.push(Promise.race([work, ended]));
  }
}
