import { property } from 'lit/decorators.js';
import type { Comment, LivingComment } from '../model/comment.js';
import { SiteElement } from './site-element.js';
import { whenNear } from './thread/when-near.js';

/** What there is to see of a list; each but `shown` is a `:state()` of the element. */
export type Shown = 'loading' | 'shown' | 'empty' | 'failed';

/**
 * A few comments in a place that a page keeps for them: asked for once that is near the window, and
 * again when the page wishes.
 */
export abstract class SiteList extends SiteElement {
  /** The level of the heading in the page's outline, 1–6. */
  @property({ attribute: 'heading-level', type: Number }) headingLevel = 2;

  /** `lazy` waits until the element is near the window; `eager` does not. */
  @property() loading: 'lazy' | 'eager' = 'lazy';

  /** Loads them again; what is shown stays until the answer is there. */
  async refresh(): Promise<void> {
    if (this.backend !== '') await this.load(this.renew());
  }

  protected override async ask(signal: AbortSignal): Promise<void> {
    this.forget();
    if (this.backend === '') return;
    if (this.loading !== 'eager') await whenNear(this, signal);
    if (!signal.aborted) await this.load(signal);
  }

  protected abstract get shows(): Shown;

  /** Drops the answer to what was asked before. */
  protected abstract forget(): void;

  /** Asks, and shows what is answered. Does not fail. */
  protected abstract load(signal: AbortSignal): Promise<void>;

  protected override updated(): void {
    for (const name of ['loading', 'empty', 'failed']) this.toggleState(name, this.shows === name);
  }

  /** Whether readers would see what is below it move. */
  protected isInSight(): boolean {
    return this.getBoundingClientRect().top < innerHeight;
  }
}

/** A number that a page may have written: whole and within `1…max`, or else the usual one. */
export function limitOf(written: number, usual: number, max: number): number {
  return Math.min(max, Math.max(1, Math.floor(written) || usual));
}

/** Whether everybody may read it. */
export function isPublished(comment: Comment): comment is LivingComment {
  return comment.tombstone === null && comment.status === 'published';
}
