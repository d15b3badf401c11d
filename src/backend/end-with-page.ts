/*
 * WebKit keeps a page that one leaves as it stands, for the way back, and with it the transactions that
 * it has begun: no other page could use their stores for as long as it is kept.
 */

const begun = new Set<IDBTransaction>();
let isLeft = false;

// Node has no page.
globalThis.addEventListener?.('pagehide', () => {
  isLeft = true;
  begun.forEach(end);
});
globalThis.addEventListener?.('pageshow', () => (isLeft = false));

/** Ends a transaction as the page is left, or at once where it is left already: its requests fail then. */
export function endWithPage(transaction: IDBTransaction): void {
  if (isLeft) return end(transaction);
  begun.add(transaction);
  const forget = (): void => void begun.delete(transaction);
  for (const type of ['complete', 'abort']) transaction.addEventListener(type, forget);
}

function end(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It is just over.
  }
}
