import type { Entry } from '../../src/cache/outbox.js';
import type { Delivery } from '../../src/discussion/outbox/sending.js';
import type { VoteValue } from '../../src/model/comment.js';
import { Clock } from './clock.js';
import type { Health } from './database.js';
import { Device } from './device.js';
import { Promises, type Wish } from './promises.js';
import { chanceOf } from './realms/chance.js';
import type * as elsewhereModule from './realms/elsewhere.js';
import { realmOf } from './realms/realm.js';
import { Server } from './server.js';
import { Tab, type Page } from './tab.js';

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

interface Comment {
  id: string;
  account: string;
}

/** A server, a device with two tabs, and what its readers wish for. */
export class World {
  readonly clock = new Clock();
  readonly server: Server;
  readonly device: Device;
  readonly promises = new Promises();
  readonly #seed: number;
  readonly #tabs: (Tab | null)[] = [null, null];
  readonly #own: Comment[][] = [[], []];
  readonly #others: string[][];
  readonly #working: Promise<unknown>[] = [];
  /** A promise that turned out to be broken as a tab ended. */
  #broken: Error | null = null;
  #count = 0;
  #texts = 0;

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
    this.#others = [ids.slice(0, 2), ids.slice(2)];
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

  async post(place: Place, pick: number): Promise<void> {
    const tab = await this.tab(place);
    const id = tab.page.newId();
    const parents = [null, ...this.#livingOf(place, tab)];
    const parent = parents[pick % parents.length] ?? null;
    const source = `Text ${(this.#texts += 1)}`;
    this.#wish(tab, id, { kind: 'text', value: source }, ({ page, discussion }) => {
      this.#own[place]!.push({ id, account: page.actorOf(discussion)! });
      return page.post(discussion, { id, parent, source });
    });
  }

  async edit(place: Place, pick: number): Promise<void> {
    const tab = await this.tab(place);
    const living = this.#livingOf(place, tab);
    const id = living[pick % living.length];
    if (!id) return;
    const source = `Changed ${(this.#texts += 1)}`;
    this.#wish(tab, id, { kind: 'text', value: source }, ({ page, discussion }) =>
      discussion.store.comment(id)?.tombstone === null ? page.edit(discussion, id, source) : null,
    );
  }

  async delete(place: Place, pick: number): Promise<void> {
    const tab = await this.tab(place);
    const living = this.#livingOf(place, tab);
    const id = living[pick % living.length];
    if (!id) return;
    this.#wish(tab, id, { kind: 'deleted', value: null }, ({ page, discussion }) =>
      discussion.store.comment(id)?.tombstone === null
        ? page.withdraw(discussion, { comment: id, reason: 'author' })
        : null,
    );
  }

  /** Presses the button, which takes back a vote that is shown. */
  async vote(place: Place, pick: number): Promise<void> {
    const id = this.#others[place]![pick % 2]!;
    const tab = await this.tab(place);
    const value = tab.discussion.votes.get(id) === 1 ? 0 : 1;
    this.#wish(tab, id, { kind: 'vote', value }, ({ page, discussion }) =>
      page.vote(discussion, id, value),
    );
  }

  async report(place: Place, pick: number): Promise<void> {
    const comment = this.#others[place]![pick % 2]!;
    const tab = await this.tab(place);
    this.#wish(tab, comment, { kind: 'report', value: null }, ({ page, discussion }) =>
      page.report(discussion, { comment, reason: 'spam', details: '', notice: null }),
    );
  }

  async reload(place: Place): Promise<void> {
    const tab = await this.tab(place);
    this.#work(tab, tab.reload());
  }

  networkFails(): void {
    this.server.isOut = true;
  }

  networkWorks(): void {
    this.server.isOut = false;
    for (const tab of this.tabs) this.#work(tab, tab.comeOnline());
  }

  async signIn(place: Place, pick: number): Promise<void> {
    this.device.account = ACCOUNTS[pick % ACCOUNTS.length]!;
    const tab = await this.tab(place);
    this.#work(tab, tab.signIn());
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
    this.#work(tab, tab.begin().then(begin));
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

  #work({ ended }: Tab, work: Promise<unknown>): void {
    this.#working.push(Promise.race([work, ended]));
  }

  #wish(
    tab: Tab,
    comment: string,
    { kind, value }: Pick<Wish, 'kind' | 'value'>,
    act: (tab: Tab) => Promise<Delivery | VoteValue | null> | null,
  ): void {
    const account = tab.page.actorOf(tab.discussion);
    // Whom nobody knows, is asked to sign in first.
    if (account === undefined || !tab.isAlive) return;
    const { past: failures } = this.device;
    const wish: Wish = { account, comment, kind, value, failures, told: 'unknown' };
    const doing = act(tab);
    if (!doing) return;
    tab.wrote.add(`${account} ${comment}`);
    this.promises.wishes.push(wish);
    const presses = tab.press(wish);
    const tell = (told: Wish['told']): void => {
      if (tab.isAlive && wish.told !== 'refused') wish.told = told;
    };
    const hear = (result: Delivery | VoteValue | null): void => {
      const isQueued = result === null || (typeof result === 'object' && result.isWaiting);
      tell(isQueued ? 'queued' : 'acknowledged');
      tab.release(wish);
    };
    const refuse = (): void => {
      for (const one of tab.isAlive ? presses : []) one.told = 'refused';
      tab.release(wish);
    };
    this.#work(tab, doing.then(hear, refuse));
  }

  /** Comments that who reads in a tab wrote in its place, and has not deleted. */
  #livingOf(place: Place, { page, discussion }: Tab): string[] {
    const account = page.actorOf(discussion);
    const isLiving = ({ id }: Comment): boolean =>
      this.promises.wishes.every(({ comment, kind }) => comment !== id || kind !== 'deleted');
    const written = this.#own[place]!.filter((one) => one.account === account);
    return written.filter(isLiving).map(({ id }) => id);
  }
}
