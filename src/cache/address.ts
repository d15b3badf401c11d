/** One backend has one key, however a page writes its address. */
export function absoluteAddress(address: string): string {
  const base = globalThis.document?.baseURI;
  return (URL.canParse(address, base) ? new URL(address, base).href : address).replace(/\/+$/, '');
}
