import type { ThreadHost } from './host.js';

/** Frames in which what has come above may still grow. */
const FRAMES = 20;

/**
 * Remembers where in the window the comment stands that is being read, and answers what keeps it
 * there while others come or go above it. Chromium and Firefox do so by themselves (CSS Scroll
 * Anchoring, Level 1), and leave nothing to do.
 */
export function keepReadingPlace({ renderRoot }: ThreadHost): () => Promise<void> {
  const articles = [...renderRoot.querySelectorAll('article')];
  const article = articles.find((one) => one.getBoundingClientRect().bottom > 0);
  const place = article ? topOf(article) : NaN;
  // Whoever sees where the comments begin sees what comes there, and reads on from there.
  const isReading = article !== articles[0] && place < innerHeight;
  return async () => {
    for (let frame = 0; frame < FRAMES && isReading; frame += 1) {
      const at = scrollY;
      await new Promise(requestAnimationFrame);
      const moved = topOf(article!) - place;
      // Readers who scroll meanwhile know where to.
      if (scrollY !== at || !article!.isConnected) return;
      if (moved !== 0) scrollBy({ top: moved, behavior: 'instant' });
    }
  };
}

/** The same where the browser does not; `null` where it does. */
export function keepReadingPlaceByHand(host: ThreadHost): (() => Promise<void>) | null {
  return CSS.supports('overflow-anchor', 'auto') ? null : keepReadingPlace(host);
}

function topOf(element: Element): number {
  return element.getBoundingClientRect().top;
}
