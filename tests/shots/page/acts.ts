import type { PalabreThread } from '../../../src/elements/thread/thread.js';

/** Waits until something is the case; fails with its name if it never is. */
export async function until<T>(find: () => T, what: string): Promise<NonNullable<T>> {
  const deadline = performance.now() + 20_000;
  for (;;) {
    const found = find();
    if (found) return found;
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

/** The first element that a selector finds, in shadow roots too. */
export function find<T extends HTMLElement>(root: ParentNode, selector: string): T | null {
  const own = root.querySelector<T>(selector);
  if (own) return own;
  for (const { shadowRoot } of root.querySelectorAll('*')) {
    const inner = shadowRoot && find<T>(shadowRoot, selector);
    if (inner) return inner;
  }
  return null;
}

export function seen<T extends HTMLElement>(root: ParentNode, selector: string): Promise<T> {
  return until(() => {
    const found = find<T>(root, selector);
    return found?.checkVisibility() ? found : null;
  }, selector);
}

export async function press(root: ParentNode, selector: string): Promise<void> {
  (await seen(root, selector)).click();
}

/** Turns to a field and writes in it, as far as the page can tell. */
export async function write(root: ParentNode, selector: string, text: string): Promise<void> {
  const field = await seen<HTMLTextAreaElement | HTMLInputElement>(root, selector);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

/** Waits until nothing in a thread is on its way: no update, animation, font or picture. */
export async function stands(thread: PalabreThread): Promise<void> {
  const elements = [thread, ...everythingIn(thread.shadowRoot!)] as PalabreThread[];
  for (const element of elements) await element.updateComplete;
  const pictures = elements.filter((element) => element instanceof HTMLImageElement);
  await Promise.all(pictures.map((picture) => picture.decode().catch(() => undefined)));
  await nextFrame();
  await nextFrame();
  for (const { shadowRoot } of elements) {
    for (const animation of shadowRoot?.getAnimations() ?? []) animation.finish();
  }
  if (everythingIn(thread.shadowRoot!).length !== elements.length - 1) await stands(thread);
}

function everythingIn(root: ParentNode): Element[] {
  return [...root.querySelectorAll('*')].flatMap((element) =>
    element.shadowRoot ? [element, ...everythingIn(element.shadowRoot)] : [element],
  );
}

function nextFrame(): Promise<unknown> {
  return new Promise((resolve) => requestAnimationFrame(resolve));
}
