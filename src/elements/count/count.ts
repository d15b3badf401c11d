import { html, type CSSResultGroup, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { SiteElement } from '../site-element.js';
import { countThread } from './counting.js';
import { countStyles } from './count.styles.js';

/**
 * @summary How many comments an article has, for lists of articles.
 *
 * All of them that ask the same backend ask in one call, of at most 100 threads; the first one that
 * comes near the window begins it. What stands between its tags is shown until the number is there,
 * and stays if it cannot be had, which the console tells once. A thread without comments shows
 * "0 comments", unless the page does something else about `:state(empty)`.
 *
 * The number comes when the page is shown already. It is an inline block: give it the room of the
 * longest number (`min-inline-size: 9em`) where something stands beside it, and nothing moves.
 *
 * `:state(loading)`: the number is not known yet. `:state(empty)`: it is 0.
 *
 * @attr {string} lang - the language; else that of the nearest ancestor which says one
 *
 * @slot - instead of the number, until it is known; the word "Comments" by default
 *
 * @csspart count - the number with its word
 * @csspart fallback - the word until then, where the page has put none between the tags
 */
export class PalabreCount extends SiteElement {
  static override styles: CSSResultGroup = countStyles;

  /** The thread's key; it has no default here. */
  @property() thread = '';

  @state() private count: number | null = null;

  protected readonly asksFor = ['backend', 'thread'];

  protected override async ask(signal: AbortSignal): Promise<void> {
    this.#show(null, true);
    if (this.backend === '') return;
    const count = await countThread(this, this.backend, this.thread, signal);
    if (!signal.aborted) this.#show(count, false);
  }

  #show(count: number | null, isLoading: boolean): void {
    this.count = count;
    this.toggleState('loading', isLoading);
    this.toggleState('empty', count === 0);
  }

  protected override render(): TemplateResult {
    const { count, locale } = this;
    if (!locale) return html`<slot></slot>`;
    const { heading, commentCount } = locale.messages;
    return count === null
      ? html`<slot><span part="fallback" lang=${locale.lang}>${heading}</span></slot>`
      : html`<span part="count" lang=${locale.lang}>${commentCount(count, locale.number(count))}</span>`;
  }
}
