/** How far below the window a thread begins to load. */
const MARGIN = '1200px';

/** Resolves once an element is near the window, or the page is about to be printed. */
export function whenNear(element: Element, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && done(),
      { rootMargin: MARGIN },
    );
    const done = (): void => {
      observer.disconnect();
      window.removeEventListener('beforeprint', done);
      resolve();
    };
    signal.addEventListener('abort', done);
    window.addEventListener('beforeprint', done);
    observer.observe(element);
  });
}
