import type { ThreadHost } from './host.js';
import { focusedElement, overlap } from './notice-place.js';

/** For an outline, in pixels. */
const ROOM = 6;

const placed = new WeakMap<ThreadHost, () => void>();

/** Keeps what says how many comments wait off what has the keyboard's focus: it gives way downwards. */
export function keepOffFocus(host: ThreadHost): void {
  const place = placed.get(host) ?? placeOn(host);
  placed.set(host, place);
  void host.updateComplete.then(place);
}

function placeOn({ renderRoot }: ThreadHost): () => void {
  const place = (): void => {
    const button = renderRoot.querySelector<HTMLElement>("[part='arrivals-button']");
    // Of a thread that the page has dropped, nothing is left that listens.
    if (!button?.isConnected) return document.removeEventListener('scroll', place, true);
    document.addEventListener('scroll', place, { capture: true, passive: true });
    giveWay(button);
  };
  renderRoot.addEventListener('focusin', place);
  return place;
}

function giveWay(button: HTMLElement): void {
  button.style.translate = '';
  const focused = focusedElement();
  if (!focused?.matches(':focus-visible') || focused === button) return;
  // A whole comment that has the focus is seen around it.
  if (focused.localName === 'article') return;
  const [own, other] = [button.getBoundingClientRect(), focused.getBoundingClientRect()];
  if (overlap(own, other) === 0) return;
  button.style.translate = `0 ${other.bottom - own.top + ROOM}px`;
}
