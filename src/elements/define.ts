const registry = globalThis.customElements as CustomElementRegistry | undefined;
/** Another version of ours was here first: its thread works with its own elements only. */
const isTaken = !registry || registry.get('palabre-thread');

/** Registers an element, unless the page has one of that name: the first one stays, silently. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (!isTaken && !registry.get(tag)) registry.define(tag, element);
}

/** As `define`, for an element that has nothing to do with a thread, and so goes with any version's. */
export function defineAlone(tag: string, element: CustomElementConstructor): void {
  if (registry && !registry.get(tag)) registry.define(tag, element);
}
