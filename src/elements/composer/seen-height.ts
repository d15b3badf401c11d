/** How much of what is seen a field may take, and at least takes. */
const SHARE = { most: 0.6, least: 0.3 };
/** Room for the label and the buttons around it, in pixels. */
const ROOM = 220;

/**
 * Keeps a field lower than the part of the window that is seen, which a keyboard on the screen
 * makes smaller; until `signal` is aborted.
 */
export function keepWithinSeen({ style }: HTMLElement, signal: AbortSignal): void {
  const seen = window.visualViewport;
  if (!seen) return;
  const keep = (): void => void (style.maxBlockSize = `${heightIn(seen.height)}px`);
  seen.addEventListener('resize', keep, { signal });
  keep();
}

function heightIn(seen: number): number {
  return Math.min(SHARE.most * seen, Math.max(SHARE.least * seen, seen - ROOM));
}
