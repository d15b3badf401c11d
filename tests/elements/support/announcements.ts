const REGION = "[role='alert'], [role='status'], [aria-live]";

/** What a screen reader would say of itself from now on, in its order. */
export interface Announcements {
  /** What was said; empty texts are not. */
  readonly said: string[];
  stop(): void;
}

/**
 * Hears every live region in an element's root and in the roots in it: the whole region at each
 * change of it, or what was added to one that is not atomic.
 */
export function hearAnnouncements(root: ShadowRoot): Announcements {
  const said: string[] = [];
  const heard = new Set<ShadowRoot>();
  const observer = new MutationObserver((records) => {
    const changed = new Map<Element, Node[]>();
    for (const { target, addedNodes } of records) {
      const region = regionOf(target);
      if (region) changed.set(region, [...(changed.get(region) ?? []), target, ...addedNodes]);
      for (const added of addedNodes)
        for (const each of regionsIn(added)) changed.set(each, [each]);
    }
    for (const [region, nodes] of changed) say(region, nodes);
    hear();
  });

  function say(region: Element, nodes: Node[]): void {
    const atomic = region.getAttribute('aria-atomic') !== 'false';
    const isInner = (node: Node): boolean =>
      node.isConnected && !nodes.some((other) => other !== node && node.contains(other));
    const inner = [...new Set(nodes)].filter((node) => node !== region && isInner(node));
    const spoken = atomic || inner.length === 0 ? [region] : inner;
    const text = spoken.map(({ textContent }) => textContent).join(' ');
    const words = text.replace(/\s+/g, ' ').trim();
    if (words) said.push(words);
  }

  function hear(): void {
    const waiting = [root];
    for (let at = waiting.pop(); at; at = waiting.pop()) {
      if (!heard.has(at)) {
        observer.observe(at, { childList: true, characterData: true, subtree: true });
        heard.add(at);
      }
      for (const { shadowRoot } of at.querySelectorAll('*'))
        if (shadowRoot) waiting.push(shadowRoot);
    }
  }

  hear();
  return { said, stop: () => observer.disconnect() };
}

function regionOf(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(REGION) ?? null;
}

function regionsIn(node: Node): Element[] {
  if (!(node instanceof Element)) return [];
  return [...(node.matches(REGION) ? [node] : []), ...node.querySelectorAll(REGION)];
}
