/** What of ours is used as one: who writes in its field goes on to its buttons. */
const FORMS = "[part='form'], [part='name-form']";

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
    if (notice.isConnected) put(notice, unseen());
    else ended.abort();
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

/** Pixels of the window that are covered by a keyboard on the screen, or out of sight. */
interface Unseen {
  above: number;
  below: number;
}

function unseen(): Unseen {
  const { visualViewport: seen, innerHeight } = window;
  if (!seen) return { above: 0, below: 0 };
  const height = document.scrollingElement?.clientHeight ?? innerHeight;
  return {
    above: Math.max(0, seen.offsetTop),
    below: Math.max(0, height - seen.offsetTop - seen.height),
  };
}

function put(notice: HTMLElement, { above, below }: Unseen): void {
  const { style } = notice;
  const places = [`auto calc(1rem + ${below}px)`, `calc(1rem + ${above}px) auto`];
  const [here, other] = style.insetBlockEnd === 'auto' ? places.reverse() : places;
  style.insetBlock = here!;
  const covered = coveredBy(notice);
  if (covered === 0) return;
  style.insetBlock = other!;
  if (coveredBy(notice) >= covered) style.insetBlock = here!;
}

/** How much a notice covers of what has the keyboard's focus, in pixels. */
function coveredBy(notice: HTMLElement): number {
  const focused = focusedElement();
  // What was only pressed is not what the reader looks for.
  if (!focused?.matches(':focus-visible') || notice.contains(focused)) return 0;
  const box = notice.getBoundingClientRect();
  const [at, form] = [focused, focused.closest(FORMS)].map((it) => it?.getBoundingClientRect());
  return overlap(box, at) + overlap(box, form);
}

/** By how many pixels two boxes lie on one another downwards, with room for an outline. */
function overlap(one: DOMRect, other: DOMRect | undefined): number {
  if (!other || one.right <= other.left || other.right <= one.left) return 0;
  const room = 6;
  return Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) + room);
}

function focusedElement(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
