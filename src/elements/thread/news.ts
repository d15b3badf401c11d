import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { newsOf, noteReading } from '../../discussion/news.js';
import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import { afterPaint } from './after-paint.js';
import { cacheRules } from './caching.js';
import type { ThreadHost } from './host.js';

/** Marks what was written since the reader's last visit on this device, as it is loaded. */
export function markNews(host: ThreadHost, { discussion }: ThreadContext): void {
  const { store, signal } = discussion;
  let planned = false;
  const mark = async (): Promise<void> => {
    if (planned) return;
    planned = true;
    await host.updateComplete;
    planned = false;
    if (!signal.aborted) await note(host, discussion);
  };
  const unfollow = store.follow('lists', () => void mark());
  signal.addEventListener('abort', unfollow);
  void mark();
}

/** How many comments that are loaded are new to the reader, with the way to the next one. */
export function renderNews({ discussion, locale }: ThreadContext): TemplateResult | typeof nothing {
  const count = newsOf(discussion).length;
  if (count === 0) return nothing;
  const { shown, label } = locale.writing!.news;
  const formatted = locale.number(count);
  return html`<button part="new-button" type="button" aria-label=${label(count, formatted)}>
    ${shown(count, formatted)}
  </button>`;
}

/**
 * Leads to the next new comment after the one with the keyboard's focus, or to the first. Answers
 * whether there is one.
 */
export function leadToNext(host: ThreadHost): boolean {
  const news = [...host.renderRoot.querySelectorAll<PalabreComment>('palabre-comment[fresh]')];
  const focused = host.shadowRoot?.activeElement?.closest('palabre-comment');
  const at = focused ? news.findIndex((one) => follows(focused, one)) : 0;
  const next = news[Math.max(0, at)];
  if (!next) return false;
  next.querySelector('article')?.scrollIntoView({ block: 'start' });
  focusArticle(next);
  return true;
}

function follows(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
}

/** Frames in which comments that are listed may still have to be rendered. */
const FRAMES = 60;

async function note(host: ThreadHost, discussion: Discussion): Promise<void> {
  if (!cacheRules(host)) return;
  noteReading(discussion);
  host.requestUpdate();
  for (let frame = 0; frame < FRAMES && !discussion.signal.aborted; frame += 1) {
    const news = new Set(newsOf(discussion).map(({ id }) => id));
    const elements = host.renderRoot.querySelectorAll<PalabreComment>('palabre-comment');
    for (const element of elements) {
      const isNew = news.delete(element.commentId);
      if (element.hasAttribute('fresh') !== isNew) void mark(element, isNew, host);
    }
    if (news.size === 0) return;
    await afterPaint();
  }
}

async function mark(element: PalabreComment, isNew: boolean, host: ThreadHost): Promise<void> {
  element.toggleAttribute('fresh', isNew);
  await element.updateComplete;
  const article = element.renderRoot.querySelector('article');
  const text = host.locale?.writing?.news.mark;
  if (isNew && text) article?.setAttribute('aria-description', text);
  else article?.removeAttribute('aria-description');
}
