import { lastReading, noteReadingPlace } from '../../discussion/device/reading.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import { elementOf } from './finding.js';
import type { ThreadHost } from './host.js';
import { hearPage } from './page-events.js';
import { linkedComment } from './permalink.js';

/** Frames in which what stands above may still grow: comments are rendered as they come near. */
const FRAMES = 90;
/** What readers do who know by themselves where to go. */
const MOVES = ['wheel', 'touchstart', 'pointerdown', 'keydown'];

/** Remembers where in a thread one is reading when the page is left. */
export function rememberReading(host: ThreadHost): void {
  hearPage(host, ['pagehide'], note);
}

function note({ renderRoot, context, isConnected }: ThreadHost): void {
  // Of a thread that is not on the page, nothing is rendered, and nobody reads it.
  if (!context || !isConnected) return;
  const elements = [...renderRoot.querySelectorAll<PalabreComment>('palabre-comment')];
  const first = elements.find((element) => boxOf(element).bottom > 0);
  const top = first ? boxOf(first).top : Infinity;
  const isReading = first && (first !== elements[0] || top < 0) && top < innerHeight;
  noteReadingPlace(context.discussion, isReading ? { comment: first.commentId, top } : null);
}

/**
 * Comes back to where one was reading, where the browser would: the page was reloaded, or is come
 * back to. It knows the page as it was before the comments were there, and ends elsewhere.
 */
export async function readAgain(host: ThreadHost, { discussion }: ThreadContext): Promise<void> {
  const reading = restoresScroll() && !linkedComment() ? lastReading(discussion) : null;
  if (!reading) return;
  const moved = new AbortController();
  const { signal } = moved;
  for (const type of MOVES) {
    window.addEventListener(type, () => moved.abort(), { signal, passive: true, capture: true });
  }
  for (let frame = 0; frame < FRAMES && host.isConnected && !signal.aborted; frame += 1) {
    const element = elementOf(host, reading.comment);
    const off = element ? boxOf(element).top - reading.top : 0;
    if (Math.abs(off) >= 1) scrollBy({ top: off, behavior: 'instant' });
    await new Promise(requestAnimationFrame);
  }
  moved.abort();
}

function restoresScroll(): boolean {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const comesBack = entry?.type === 'reload' || entry?.type === 'back_forward';
  return comesBack && history.scrollRestoration === 'auto';
}

/** The box of a comment without the replies to it. */
function boxOf(element: PalabreComment): DOMRect {
  return (element.renderRoot.querySelector('article') ?? element).getBoundingClientRect();
}
