import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadHost } from './host.js';

/**
 * Remembers the comment that has the keyboard's focus, and answers what hands that on when it is no
 * longer listed: to the one that comes after it then, or else before.
 */
export function keepFocus(host: ThreadHost): () => Promise<void> {
  const { renderRoot } = host;
  const all = [...renderRoot.querySelectorAll<PalabreComment>('palabre-comment')];
  const at = all.findLastIndex((comment) => comment.matches(':focus-within'));
  const focused = all[at];
  if (!focused) return async () => {};
  const around = focused.parentElement?.closest<PalabreComment>('palabre-comment');
  return async () => {
    await host.updateComplete;
    await around?.updateComplete;
    if (focused.isConnected || document.activeElement !== document.body) return;
    const others = [...all.slice(at + 1), ...all.slice(0, at).reverse()];
    const left = others.find(({ isConnected }) => isConnected);
    if (left) return focusArticle(left);
    renderRoot.querySelector<HTMLElement>("[part='thread']")?.focus({ preventScroll: true });
  };
}
