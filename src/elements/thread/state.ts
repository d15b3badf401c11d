import { html, nothing, type TemplateResult } from 'lit';
import { discard, newestSource, standingOf } from '../../discussion/outbox/mending.js';
import type { Comment } from '../../model/comment.js';
import type { PalabreComment } from '../comment/comment.js';
import { focusArticle } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import { openEditor } from './editing.js';
import { elementOf } from './finding.js';
import type { ThreadHost } from './host.js';
import { keepFocus } from './keeping-focus.js';
import { whyRefused } from './outbox.js';
import { announce } from './telling.js';

/** How what the reader wrote on a comment stands, with what they can do about it. */
export function renderState(host: ThreadHost, comment: Comment): TemplateResult | typeof nothing {
  const { context } = host;
  const texts = context?.locale.writing?.outbox;
  const found = texts && standingOf(context.discussion, comment.id);
  if (!found) return nothing;
  const { standing, entry } = found;
  if (standing !== 'refused') return html`<span part="status state">${texts[standing]}</span>`;
  const element = (): PalabreComment => elementOf(host, comment.id)!;
  const source = newestSource(context.discussion, comment.id);
  const isText = 'source' in entry.write;
  return html`<span part="status state refused">${whyRefused(context, entry)}</span
    >${
      isText && comment.tombstone === null
        ? html`<button
          part="state-edit-button"
          type="button"
          @click=${() => void openEditor(host, comment, element())}
        >
          ${texts.edit}
        </button>`
        : nothing
    }<button
      part="state-discard-button"
      type="button"
      @click=${() => void throwAway(host, context, element())}
    >
      ${texts.discard}
    </button>${
      isText && comment.tombstone !== null ? html`<q part="state-source">${source}</q>` : nothing
    }`;
}

async function throwAway(
  host: ThreadHost,
  { discussion, locale }: ThreadContext,
  element: PalabreComment,
): Promise<void> {
  const passOn = keepFocus(host);
  await discard(discussion, element.commentId);
  announce(host, locale.writing!.outbox.discarded);
  await element.updateComplete;
  if (element.isConnected && discussion.store.comment(element.commentId)) focusArticle(element);
  else await passOn();
}
