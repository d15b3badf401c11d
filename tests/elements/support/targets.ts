import { describe } from './contrast.js';
import { everythingIn, isSeen } from './every-state.js';

/** Links in a sentence are as high as its lines, which WCAG 2.5.8 lets them be. */
const isInSentence = (element: Element): boolean =>
  element.matches("[part='body'] a, [part='tombstone'] a, [part='message'] a, [part='aside'] a");

/** What can be pressed and is smaller than `size` pixels in one direction. */
export function small(thread: Element, size: number): Element[] {
  return pressable(thread).filter((element) => {
    const { width, height } = element.getBoundingClientRect();
    return !isInSentence(element) && (width < size - 0.1 || height < size - 0.1);
  });
}

/** Of those, what also lacks the room around it: a circle of that size meets another target. */
export function crowded(thread: Element, size: number): string[] {
  const all = pressable(thread);
  return small(thread, size).flatMap((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const met = all.filter((other) => {
      if (other === element) return false;
      const box = other.getBoundingClientRect();
      const distance = Math.hypot(
        Math.max(box.left - x, 0, x - box.right),
        Math.max(box.top - y, 0, y - box.bottom),
      );
      return distance < size / 2;
    });
    return met.map((other) => `${describe(element)} (${height} px high) meets ${describe(other)}`);
  });
}

function pressable(thread: Element): Element[] {
  return everythingIn(thread.shadowRoot!).filter(
    (element) => element.matches('a, button, select, input, textarea') && isSeen(element),
  );
}
