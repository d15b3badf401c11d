/** The page's own address without its hash. */
export function pageAddress(): string {
  return location.href.split('#')[0]!;
}

/** The address under which the newspaper publishes the page: its canonical link, or the page's own. */
export function canonicalAddress(): string {
  const link = document.querySelector<HTMLLinkElement>('link[rel~="canonical" i]');
  return link?.href || pageAddress();
}
