import type { ThreadHost } from './host.js';
import { focusedElement, overlap } from './notice-place.js';

/** Keeps what says how many comments wait off what has the keyboard's focus: it gives way downwards. */
export function keepOffFocus({ renderRoot }: ThreadHost, signal: AbortSignal): void {
  const place = (): void => {
    const button = renderRoot.querySelector<HTMLElement>("[part='arrivals-button']");
    if (!button) return;
    button.style.translate = '';
    const focused = focusedElement();
    if (!focused?.matches(':focus-visible') || focused === button) return;
    const [own, other] = [button, focused].map((it) => it.getBoundingClientRect());
    // A whole comment that has the focus is seen around it.
    if (focused.localName === 'article' || overlap(own!, other) === 0) return;
    button.style.translate = `0 ${other!.bottom - own!.top + ROOM}px`;
  };
  renderRoot.addEventListener('focusin', place, { signal });
  document.addEventListener('scroll', place, { signal, capture: true, passive: true });
}

/** For an outline, in pixels. */
const ROOM = 6;
