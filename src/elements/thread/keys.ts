import { readsByKeys } from '../../discussion/habits.js';
import { focusArticle } from '../comment/leading.js';
import type { PalabreComment } from '../comment/comment.js';
import { afterPaint } from './after-paint.js';
import { isComment } from './finding.js';
import type { ThreadHost } from './host.js';
import { showKeys } from './keys-help.js';
import { leadToNext } from './news.js';

/** What one writes or chooses in by letters, and what has keys of its own. */
const OWN_KEYS = "input, textarea, select, dialog, [role='menu']";

const hearing = new WeakSet<ThreadHost>();

/**
 * Goes through the comments by single keys, while the keyboard is in the thread and nothing is
 * written there. A page switches them off by `keys="off"`, a reader in what `?` opens.
 */
export function hearKeys(host: ThreadHost): void {
  if (hearing.has(host)) return;
  hearing.add(host);
  host.addEventListener('keydown', (event) => {
    if (offersKeys(host) && readsByKeys() && isMeant(event) && act(host, event)) {
      event.preventDefault();
    }
  });
}

/** Whether the page lets readers use keys at all. */
export function offersKeys(host: ThreadHost): boolean {
  return host.getAttribute('keys') !== 'off';
}

function isMeant(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (event.ctrlKey || event.altKey || event.metaKey) return false;
  const path = event.composedPath();
  const around = path.slice(0, path.indexOf(event.currentTarget!));
  return !around.some((at) => at instanceof HTMLElement && hasOwnKeys(at));
}

function hasOwnKeys(element: HTMLElement): boolean {
  return element.matches(OWN_KEYS) || element.isContentEditable;
}

/** Answers whether the key stands for something here. */
function act(host: ThreadHost, event: KeyboardEvent): boolean {
  const comment = event.composedPath().find(isComment);
  switch (event.key.toLowerCase()) {
    case 'j':
      go(host, comment, 1);
      return true;
    case 'k':
      go(host, comment, -1);
      return true;
    case 'r':
      return !event.repeat && press(comment, 'reply-button');
    case 'v':
      return !event.repeat && press(comment, 'vote-button');
    case 'n':
      return leadToNext(host);
    case '?':
      showKeys(host);
      return true;
    default:
      return false;
  }
}

/** Presses a button of the comment itself, not of a reply to it. */
function press(comment: PalabreComment | undefined, part: string): boolean {
  const button = articleOf(comment)?.querySelector<HTMLElement>(`[part~='${part}']`);
  button?.click();
  return !!button;
}

/** Leads to the comment that is read after the one with the keyboard, or before it. */
function go(host: ThreadHost, from: PalabreComment | undefined, step: 1 | -1): void {
  const articles = shownArticles(host);
  const article = articleOf(from);
  const at = article ? articles.indexOf(article) + step : placeOf(host, articles, step);
  const next = articles[at];
  if (next) void lead(next);
}

/** Where one goes on who is at none of them: from there, or above all of them at the first in sight. */
function placeOf(host: ThreadHost, articles: HTMLElement[], step: 1 | -1): number {
  const focused = host.shadowRoot?.activeElement;
  const following = focused ? articles.findIndex((article) => isBefore(focused, article)) : 0;
  const next = following === 0 ? firstInSight(articles) : following;
  const end = next < 0 ? articles.length : next;
  return step > 0 ? end : end - 1;
}

function isBefore(one: Element, other: Element): boolean {
  return (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
}

/** The first that begins in the window or below it, or the last one. */
function firstInSight(articles: HTMLElement[]): number {
  const found = articles.findIndex((article) => article.getBoundingClientRect().top >= 0);
  return found < 0 ? articles.length - 1 : found;
}

async function lead(article: HTMLElement): Promise<void> {
  const comment = article.closest<PalabreComment>('palabre-comment')!;
  focusArticle(comment);
  article.scrollIntoView({ block: 'start' });
  // What stands above may have been taller or smaller than it was guessed.
  const { top } = article.getBoundingClientRect();
  await afterPaint();
  const isMoved = article.getBoundingClientRect().top !== top;
  if (isMoved && article.matches(':focus')) article.scrollIntoView({ block: 'start' });
}

/** All that can be seen, in the order of reading. */
function shownArticles({ renderRoot }: ThreadHost): HTMLElement[] {
  return [...renderRoot.querySelectorAll('article')].filter((it) => it.checkVisibility());
}

function articleOf(comment: PalabreComment | undefined): HTMLElement | null {
  return comment?.querySelector<HTMLElement>(':scope > article') ?? null;
}
