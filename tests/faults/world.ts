import assert from 'node:assert/strict';
import { readOutbox, type Entry } from '../../src/cache/outbox.js';
import { Discussion } from '../../src/discussion/discussion.js';
import { edit } from '../../src/discussion/editing.js';
import { standingOf } from '../../src/discussion/mending.js';
import { rememberOrigin } from '../../src/discussion/origin.js';
import { outboxOf } from '../../src/discussion/outbox.js';
import { beginOutbox } from '../../src/discussion/outbox-life.js';
import { post } from '../../src/discussion/posting.js';
import { report } from '../../src/discussion/reporting.js';
import { sendWaiting, type Delivery } from '../../src/discussion/sending.js';
import { loadViewer } from '../../src/discussion/viewing.js';
import { vote } from '../../src/discussion/voting.js';
import { withdraw } from '../../src/discussion/withdrawing.js';
import { newId } from '../../src/model/new-id.js';
import { formatSource } from '../../src/markup/format.js';
import type { VoteValue } from '../../src/model/comment.js';
import { actAs, freeLocksOf, type Owner } from './locks.js';
import { Server, turns } from './server.js';

/** What the reader was told of something they wrote; `unknown` where the tab ended before. */
export type Told = 'acknowledged' | 'queued' | 'refused' | 'unknown';

/** Something the reader wrote on a comment, in the order of writing. */
interface Wish {
  kind: 'text' | 'deleted' | 'vote' | 'report';
  value: string | VoteValue | null;
  told: Told;
}

interface Tab extends Owner {
  discussion: Discussion;
  /** The comments on which something was written in it. */
  wrote: Set<string>;
  ended: Promise<void>;
  end(): void;
}

/** Each place writes on comments of its own, so that the last wish for each is one. */
export const PLACES = [0, 1] as const;
export type Place = (typeof PLACES)[number];

const THREAD = { key: 'k', url: 'https://n.example/a', title: 'A' };
let worlds = 0;

/** A server, a reader's device with two tabs, and what the reader wishes for. */
export class World {
  readonly server = new Server();
  readonly wishes = new Map<string, Wish[]>();
  /**
   * Whether the device would not forget for a time: another tab may then have sent once more what a
   * later wish had taken the place of.
   */
  deviceFailed = false;
  readonly #origin = `https://talk${(worlds += 1)}.example`;
  readonly #tabs: (Tab | null)[] = [null, null];
  readonly #own: string[][] = [[], []];
  readonly #others: string[][];
  readonly #working: Promise<unknown>[] = [];
  #texts = 0;

  constructor() {
    const ids = [...this.server.memory.state.threads.get('k')!.comments.keys()];
    this.#others = [ids.slice(0, 2), ids.slice(2)];
  }

  /** The tab in a place; after a kill, another one. */
  async tab(place: Place): Promise<Tab> {
    return (this.#tabs[place] ??= await this.#open());
  }

  kill(place: Place): void {
    const tab = this.#tabs[place];
    if (!tab) return;
    this.#tabs[place] = null;
    close(tab);
  }

  async post(place: Place, pick: number): Promise<void> {
    const id = newId();
    const parents = [null, ...this.#livingOf(place)];
    const parent = parents[pick % parents.length] ?? null;
    const source = `Text ${(this.#texts += 1)}`;
    this.#own[place]!.push(id);
    await this.#wish(place, id, { kind: 'text', value: source }, ({ discussion }) =>
      post(discussion, { id, parent, source }),
    );
  }

  async edit(place: Place, pick: number): Promise<void> {
    const living = this.#livingOf(place);
    const id = living[pick % living.length];
    if (!id) return;
    const source = `Changed ${(this.#texts += 1)}`;
    await this.#wish(place, id, { kind: 'text', value: source }, ({ discussion }) =>
      discussion.store.comment(id)?.tombstone === null ? edit(discussion, id, source) : null,
    );
  }

  async delete(place: Place, pick: number): Promise<void> {
    const living = this.#livingOf(place);
    const id = living[pick % living.length];
    if (!id) return;
    await this.#wish(place, id, { kind: 'deleted', value: null }, ({ discussion }) =>
      discussion.store.comment(id) ? withdraw(discussion, { comment: id, reason: 'author' }) : null,
    );
  }

  /** Presses the button, which takes back a vote that is shown. */
  async vote(place: Place, pick: number): Promise<void> {
    const id = this.#others[place]![pick % 2]!;
    const { discussion } = await this.tab(place);
    const value = discussion.votes.get(id) === 1 ? 0 : 1;
    await this.#wish(place, id, { kind: 'vote', value }, (tab) => vote(tab.discussion, id, value));
  }

  async report(place: Place, pick: number): Promise<void> {
    const comment = this.#others[place]![pick % 2]!;
    await this.#wish(place, comment, { kind: 'report', value: null }, ({ discussion }) =>
      report(discussion, { comment, reason: 'spam', details: '', notice: null }),
    );
  }

  async send(place: Place): Promise<void> {
    const tab = await this.tab(place);
    this.#work(
      tab,
      actAs(tab, () => sendWaiting(tab.discussion)),
    );
  }

  async reload(place: Place): Promise<void> {
    const tab = await this.tab(place);
    this.#work(
      tab,
      actAs(tab, () => tab.discussion.load().catch(() => undefined)),
    );
  }

  /** Lets everything end well, and checks that nothing was lost, doubled or left. */
  async check(): Promise<void> {
    this.server.faults = [];
    this.server.delays = [];
    await Promise.all(this.#working);
    const last = await this.#open();
    const tabs = [...this.#tabs.filter((tab) => tab !== null), last];
    for (let round = 0; round < 3; round += 1) {
      for (const tab of tabs) await actAs(tab, () => sendWaiting(tab.discussion));
    }
    // What came after a deletion may be refused, and is left to the reader.
    const { entries } = await readOutbox(this.#origin);
    assert.deepEqual(entries.filter(isWaiting), [], 'nothing is left on the device');
    for (const [id, wishes] of this.wishes) this.#checkServer(id, wishes);
    for (const tab of tabs) {
      // What was written elsewhere, a tab learns by other ways than the outbox.
      await actAs(tab, () => this.#checkScreen(tab));
    }
    tabs.forEach(close);
  }

  /** What a tab does is over when it is done, or with the tab. */
  #work({ ended }: Tab, work: Promise<unknown>): void {
    this.#working.push(Promise.race([work, ended]));
  }

  async #open(): Promise<Tab> {
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const tab = { isAlive: true, wrote: new Set<string>(), ended, end } as Tab;
    const kill = (): void => {
      const place = this.#tabs.indexOf(tab);
      if (place >= 0) this.kill(place as Place);
      else close(tab);
    };
    tab.discussion = new Discussion({
      backend: this.server.seenFrom(tab, kill),
      tokens: () => this.server.token,
      thread: THREAD,
      sort: 'newest',
      pageSize: 100,
      highlights: 0,
    });
    const { discussion } = tab;
    rememberOrigin(discussion, this.#origin);
    await actAs(tab, async () => {
      await discussion.load();
      await loadViewer(discussion);
      this.#work(tab, beginOutbox(discussion));
    });
    return tab;
  }

  async #wish(
    place: Place,
    id: string,
    { kind, value }: Omit<Wish, 'told'>,
    act: (tab: Tab) => Promise<Delivery | VoteValue | null> | null,
  ): Promise<void> {
    const tab = await this.tab(place);
    const doing = actAs(tab, () => act(tab));
    if (!doing) return;
    tab.wrote.add(id);
    const wish: Wish = { kind, value, told: 'unknown' };
    this.wishes.set(id, [...(this.wishes.get(id) ?? []), wish]);
    this.#work(
      tab,
      doing.then(
        (result) => {
          const isQueued = result === null || (typeof result === 'object' && result.isWaiting);
          wish.told = isQueued ? 'queued' : 'acknowledged';
        },
        () => (wish.told = 'refused'),
      ),
    );
  }

  /** Comments of a place that its reader has not deleted. */
  #livingOf(place: Place): string[] {
    return this.#own[place]!.filter((id) =>
      (this.wishes.get(id) ?? []).every(({ kind }) => kind !== 'deleted'),
    );
  }

  #checkServer(id: string, wishes: readonly Wish[]): void {
    const { comments } = this.server.memory.state.threads.get('k')!;
    const entry = comments.get(id);
    const of = (kind: Wish['kind']): Wish[] => wishes.filter((wish) => wish.kind === kind);
    const texts = of('text');
    const [deletion] = of('deleted');
    if (isPromised(texts[0])) assert.ok(entry, `“${String(texts[0]!.value)}” stands`);
    if (isPromised(deletion) && entry) assert.equal(entry.tombstone, 'author', 'it is deleted');
    if (texts.length > 0 && entry?.content) {
      const source = entry.content.source;
      assert.ok(this.#possible(texts).includes(source), `“${source}” is what was written last`);
      const same = [...comments.values()].filter((other) => other.content?.source === source);
      assert.equal(same.length, 1, `“${source}” stands once`);
    }
    if (texts[0]?.told === 'refused')
      assert.equal(entry, undefined, 'what was refused does not stand');
    const votes = of('vote');
    const values = [...(entry?.votes.values() ?? [])];
    if (votes.length > 0) {
      assert.ok(values.length <= 1);
      assert.ok(this.#possible(votes, 0).includes(values[0] ?? 0), 'the vote is the last wish');
    }
    const reports = of('report');
    assert.ok((entry?.reports.length ?? 0) <= 1);
    if (reports.some(isPromised)) assert.equal(entry!.reports.length, 1, 'the report arrived');
  }

  /** What may stand in the end: the last wish that was promised, or one after it that nobody knows of. */
  #possible(wishes: readonly Wish[], otherwise: Wish['value'] = null): Wish['value'][] {
    const last = this.deviceFailed ? -1 : wishes.findLastIndex(isPromised);
    const values = wishes.slice(Math.max(0, last)).map(({ value }) => value);
    return last < 0 ? [otherwise, ...values] : values;
  }

  async #checkScreen({ discussion, wrote }: Tab): Promise<void> {
    assert.deepEqual(outboxOf(discussion).entries.filter(isWaiting), [], 'nothing waits');
    // What another tab has sent is being learnt.
    const server = this.server.memory.state.threads.get('k')!.comments;
    const isLearnt = (): boolean =>
      [...wrote].every((id) => !server.get(id)?.content || discussion.store.isKnown(id));
    for (let turn = 0; turn < 5_000 && !isLearnt(); turn += 1) await turns(1);
    const known = snapshot(discussion);
    await discussion.load();
    await loadViewer(discussion);
    for (const [id, text] of snapshot(discussion)) {
      // Tabs of one process have no channel: where the device failed, none learns of another's writes.
      const isTold = wrote.has(id) && !this.deviceFailed;
      if (isTold) assert.equal(known.get(id), text, 'the screen was as the server has it');
      assert.ok([undefined, 'refused'].includes(standingOf(discussion, id)?.standing));
    }
    const { comments } = this.server.memory.state.threads.get('k')!;
    for (const [id, { content }] of comments) {
      const shown = discussion.store.comment(id);
      if (!content || shown?.tombstone !== null) continue;
      assert.equal(formatSource(shown.body), content.source);
    }
  }
}

function snapshot(discussion: Discussion): Map<string, string> {
  const { store, votes } = discussion;
  const found = new Map<string, string>();
  const lists: (string | null)[] = [null];
  for (let parent = lists.pop(); parent !== undefined; parent = lists.pop()) {
    for (const id of store.list(parent).ids) {
      const shown = store.comment(id);
      const text = shown?.tombstone === null ? formatSource(shown.body) : shown?.tombstone;
      found.set(id, `${String(text)} ${votes.get(id) ?? 0}`);
      lists.push(id);
    }
  }
  return found;
}

const isWaiting = ({ refused }: Entry): boolean => refused === null;

function isPromised(wish: Wish | undefined): boolean {
  return wish?.told === 'acknowledged' || wish?.told === 'queued';
}

function close(tab: Tab): void {
  tab.isAlive = false;
  tab.end();
  tab.discussion.close();
  freeLocksOf(tab);
}
