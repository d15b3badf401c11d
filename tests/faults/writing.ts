import type { Delivery } from '../../src/discussion/outbox/sending.js';
import type { VoteValue } from '../../src/model/comment.js';
import type { Wish } from './promises.js';
import type { Tab } from './tab.js';
import type { Place, World } from './world.js';

interface Comment {
  id: string;
  account: string;
}

/** What readers write, each place on comments of its own. */
export class Writing {
  readonly #world: World;
  readonly #own: Comment[][] = [[], []];
  readonly #others: string[][];
  #texts = 0;

  /** @param others ids of what somebody else wrote, by place */
  constructor(world: World, others: string[][]) {
    this.#world = world;
    this.#others = others;
  }

  async post(place: Place, pick: number): Promise<void> {
    const tab = await this.#world.tab(place);
    const id = tab.page.newId();
    // Nobody answers what is not there to be seen.
    const seen = this.#livingOf(place, tab).filter((one) => tab.discussion.store.comment(one));
    const parents = [null, ...seen];
    const parent = parents[pick % parents.length] ?? null;
    const source = `Text ${(this.#texts += 1)}`;
    this.#wish(tab, id, { kind: 'text', value: source }, ({ page, discussion }) => {
      this.#own[place]!.push({ id, account: page.actorOf(discussion)! });
      return page.post(discussion, { id, parent, source });
    });
  }

  async edit(place: Place, pick: number): Promise<void> {
    const tab = await this.#world.tab(place);
    const living = this.#livingOf(place, tab);
    const id = living[pick % living.length];
    if (!id) return;
    const source = `Changed ${(this.#texts += 1)}`;
    this.#wish(tab, id, { kind: 'text', value: source }, ({ page, discussion }) =>
      discussion.store.comment(id)?.tombstone === null ? page.edit(discussion, id, source) : null,
    );
  }

  async delete(place: Place, pick: number): Promise<void> {
    const tab = await this.#world.tab(place);
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
    const tab = await this.#world.tab(place);
    const value = tab.discussion.votes.get(id) === 1 ? 0 : 1;
    this.#wish(tab, id, { kind: 'vote', value }, ({ page, discussion }) =>
      page.vote(discussion, id, value),
    );
  }

  async report(place: Place, pick: number): Promise<void> {
    const comment = this.#others[place]![pick % 2]!;
    const tab = await this.#world.tab(place);
    this.#wish(tab, comment, { kind: 'report', value: null }, ({ page, discussion }) =>
      page.report(discussion, { comment, reason: 'spam', details: '', notice: null }),
    );
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
    const { past: failures } = this.#world.device;
    const wish: Wish = { account, comment, kind, value, failures, told: 'unknown' };
    const doing = act(tab);
    if (!doing) return;
    tab.wrote.add(`${account} ${comment}`);
    this.#world.promises.wishes.push(wish);
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
    this.#world.work(tab, doing.then(hear, refuse));
  }

  /** Comments that who reads in a tab wrote in its place, and has not deleted. */
  #livingOf(place: Place, { page, discussion }: Tab): string[] {
    const account = page.actorOf(discussion);
    const isLiving = ({ id }: Comment): boolean =>
      this.#world.promises.wishes.every(
        ({ comment, kind }) => comment !== id || kind !== 'deleted',
      );
    const written = this.#own[place]!.filter((one) => one.account === account);
    return written.filter(isLiving).map(({ id }) => id);
  }
}
