/** Tells a page's developer that nobody sees what the script tag has mounted. */
export function warnInHead(thread: Element): void {
  if (!thread.closest('head')) return;
  console.warn('Palabre: nobody sees a discussion whose script tag stands in the head of the page');
}
