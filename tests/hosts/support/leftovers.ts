type Page = Window & typeof globalThis;

/** Counts, from now on, what listens on a page's window and document, and what is observed. */
export function countLeftovers(page: Page): () => { listeners: number; observers: number } {
  const listening = new Set<string>();
  const observing = new Set<unknown>();
  const nameOf = namer();
  const isGlobal = (target: unknown): boolean =>
    target === undefined || target === page || target === page.document;
  const { prototype } = page.EventTarget;
  before(prototype, 'addEventListener', (target, type, listener, options) => {
    if (!isGlobal(target)) return;
    const name = nameOf(type, listener);
    listening.add(name);
    const { signal } = (options ?? {}) as AddEventListenerOptions;
    signal?.addEventListener('abort', () => listening.delete(name));
  });
  before(prototype, 'removeEventListener', (target, type, listener) => {
    if (isGlobal(target)) listening.delete(nameOf(type, listener));
  });
  for (const name of ['IntersectionObserver', 'ResizeObserver', 'MutationObserver'] as const) {
    before(page[name].prototype, 'observe', (observer) => observing.add(observer));
    before(page[name].prototype, 'disconnect', (observer) => observing.delete(observer));
  }
  return () => ({ listeners: listening.size, observers: observing.size });
}

/** Lets something else be done before a method is. */
function before(
  target: object,
  name: string,
  act: (self: unknown, ...args: unknown[]) => void,
): void {
  const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
  Reflect.set(target, name, function (this: unknown, ...args: unknown[]): unknown {
    act(this, ...args);
    return method.apply(this, args);
  });
}

/** One name for each listener of a type of event. */
function namer(): (type: unknown, listener: unknown) => string {
  const numbers = new Map<unknown, number>();
  return (type, listener) => {
    if (!numbers.has(listener)) numbers.set(listener, numbers.size);
    return `${String(type)} ${numbers.get(listener)}`;
  };
}
