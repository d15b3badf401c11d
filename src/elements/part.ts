import { LitElement } from 'lit';
import { state } from 'lit/decorators.js';
import { loadLocale } from '../i18n/languages.js';
import type { Locale } from '../i18n/locale.js';
import type { Store, StoreTopic } from '../discussion/store.js';
import { contextOf, followContext, type ThreadContext } from './context.js';
import { threadAround } from './in-thread.js';
import { nearestLang } from './lang.js';

/**
 * A part of a thread: it is handed the thread's context and renders again when a topic it follows
 * changes. Alone on a page it has no thread, and finds its language by itself.
 */
export abstract class ThreadPart extends LitElement {
  @state() private ownLocale: Locale | null = null;

  #around: Element | null = null;
  #leave: (() => void) | undefined;
  #unfollow: (() => void)[] | undefined;
  #followed = '';
  #store: Store | null = null;

  protected get thread(): ThreadContext | null {
    return contextOf(this.#around);
  }

  protected get locale(): Locale | null {
    return this.thread?.locale ?? this.ownLocale;
  }

  override connectedCallback(): void {
    this.#around = threadAround(this);
    if (this.#around) this.#leave = followContext(this.#around, () => this.requestUpdate());
    super.connectedCallback();
    // What changed while it was away was not heard of.
    if (this.hasUpdated) this.requestUpdate();
    if (!this.thread && !this.ownLocale) void this.#loadOwnLocale();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#stopFollowing();
  }

  protected override updated(): void {
    if (this.isConnected) this.#follow();
  }

  /** What to follow in the thread's store. */
  protected topics(): StoreTopic[] {
    return [];
  }

  #follow(): void {
    const store = this.thread?.discussion.store ?? null;
    const topics = this.topics();
    if (store === this.#store && this.#followed === topics.join()) return;
    this.#stopFollowing();
    if (!store) return;
    this.#store = store;
    this.#followed = topics.join();
    const update = () => this.requestUpdate();
    this.#unfollow = topics.map((topic) => store.follow(topic, update));
  }

  #stopFollowing(): void {
    this.#unfollow?.forEach((stop) => stop());
    this.#unfollow = undefined;
    this.#followed = '';
    this.#store = null;
  }

  /** What it has to say when it is alone; a part that also writes asks for more. */
  protected loadOwnLocale(): Promise<Locale> {
    return loadLocale(nearestLang(this));
  }

  async #loadOwnLocale(): Promise<void> {
    try {
      this.ownLocale = await this.loadOwnLocale();
    } catch (error) {
      console.warn('Palabre: no language could be loaded.', error);
    }
  }
}
