/** What of ours is used as one: who writes in its field goes on to its buttons. */
const FORMS = "[part='form'], [part='name-form']";

/** For an outline, in pixels. */
const ROOM = 6;

const placed = new WeakMap<HTMLElement, () => void>();

/**
 * Keeps a notice, for as long as it is on the page, in the part of the window that is seen, and off
 * what has the keyboard's focus: at the foot of the window, or at its top while it covers less there.
 */
export function keepInPlace(notice: HTMLElement): void {
  const known = placed.get(notice);
  if (known) return known();
  const ended = new AbortController();
  const place = (): void => {
    if (!notice.isConnected) return ended.abort();
    keepInSight(notice);
    keepOffFocus(notice);
  };
  placed.set(notice, place);
  const { signal } = ended;
  for (const type of ['focusin', 'scroll', 'input']) {
    document.addEventListener(type, place, { signal, capture: true, passive: true });
  }
  for (const type of ['resize', 'scroll']) {
    window.visualViewport?.addEventListener(type, place, { signal });
  }
  // Measured while it rises, it was not yet where it stays.
  notice.addEventListener('animationend', place, { signal });
  place();
}

/** A keyboard on the screen covers the window's foot, and what is fixed there. */
function keepInSight(notice: HTMLElement): void {
  const seen = window.visualViewport;
  notice.style.translate = '';
  if (!seen) return;
  const { top, bottom } = notice.getBoundingClientRect();
  const below = bottom - seen.offsetTop - seen.height;
  const above = seen.offsetTop - top;
  if (below > 0) notice.style.translate = `0 ${-below - ROOM}px`;
  else if (above > 0) notice.style.translate = `0 ${above + ROOM}px`;
}

function keepOffFocus(notice: HTMLElement): void {
  const focused = focusedElement();
  // What was only pressed is not what the reader looks for.
  if (!focused?.matches(':focus-visible') || notice.contains(focused)) return;
  const [at, form] = [focused, focused.closest(FORMS)].map((it) => it?.getBoundingClientRect());
  const covered = (): number => {
    const box = notice.getBoundingClientRect();
    return overlap(box, at) + overlap(box, form);
  };
  const before = covered();
  if (before === 0) return;
  changeSides(notice);
  if (covered() >= before) changeSides(notice);
}

function changeSides(notice: HTMLElement): void {
  notice.classList.toggle('above');
  keepInSight(notice);
}

/** By how many pixels two boxes lie on one another downwards, with room for an outline. */
export function overlap(one: DOMRect, other: DOMRect | undefined): number {
  if (!other || one.right <= other.left || other.right <= one.left) return 0;
  return Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) + ROOM);
}

/** What has the keyboard's focus, in whatever root. */
export function focusedElement(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
