import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadHost } from './host.js';

/**
 * Remembers the comment that has the keyboard's focus, and answers what hands that on when it got
 * lost: to the comment itself, or where that is no longer listed to the one that comes after it then,
 * or else before.
 */
export function keepFocus(host: ThreadHost): () => Promise<void> {
  const { renderRoot } = host;
  const focused = host.shadowRoot?.activeElement?.closest<PalabreComment>('palabre-comment');
  if (!focused) return async () => {};
  const all = [...renderRoot.querySelectorAll<PalabreComment>('palabre-comment')];
  const at = all.indexOf(focused);
  const around = focused.parentElement?.closest<PalabreComment>('palabre-comment');
  return async () => {
    await host.updateComplete;
    await around?.updateComplete;
    await focused.updateComplete;
    if (document.activeElement !== document.body) return;
    if (focused.isConnected) return focusArticle(focused);
    const others = [...all.slice(at + 1), ...all.slice(0, at).reverse()];
    const left = others.find(({ isConnected }) => isConnected);
    if (left) return focusArticle(left);
    renderRoot.querySelector<HTMLElement>("[part='thread']")?.focus({ preventScroll: true });
  };
}
