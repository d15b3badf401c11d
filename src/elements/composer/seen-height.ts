/** How much of what is seen a field may take: there has to be room for its buttons too. */
const SHARE = 0.6;

/**
 * Keeps a field lower than the part of the window that is seen, which a keyboard on the screen
 * makes smaller; until `signal` is aborted.
 */
export function keepWithinSeen({ style }: HTMLElement, signal: AbortSignal): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const keep = (): void => void (style.maxBlockSize = `${seen.height * SHARE}px`);
  seen.addEventListener('resize', keep, { signal });
  keep();
}
