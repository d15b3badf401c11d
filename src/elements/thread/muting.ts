import { html, type TemplateResult } from 'lit';
import { mute, mutedTest, readMuted, unmute, type MutedReader } from '../../discussion/muting.js';
import type { WritingMessages } from '../../i18n/messages.js';
import type { CommentId, LivingComment } from '../../model/comment.js';
import { show as showInDialog } from '../dialog/dialog.js';
import type { MenuItem } from '../menu/menu.js';
import { renderBranchArrivals } from './arrivals.js';
import type { ThreadHost } from './host.js';
import { mention } from './telling.js';

/** Comments that the reader has looked at all the same, for as long as the page lasts. */
const lookedAt = new Set<CommentId>();

/** Shows in the place of what a muted reader has written that it is not shown. */
export function applyMuted(host: ThreadHost): void {
  const { context } = host;
  if (!context) return;
  const { discussion } = context;
  const isByMuted = mutedTest();
  const isMuted = (comment: LivingComment): boolean =>
    isByMuted(comment) && !lookedAt.has(comment.id);
  discussion.highlights = discussion.highlights.filter((id) => {
    const comment = discussion.store.comment(id);
    return comment?.tombstone !== null || !isMuted(comment);
  });
  const renderInstead = (comment: LivingComment) =>
    isMuted(comment) ? renderMuted(host, comment) : undefined;
  if (context.renderInstead || readMuted().length > 0) host.context = { ...context, renderInstead };
}

/** Shows a comment although its author is muted. */
export function lookAt(host: ThreadHost, id: CommentId): void {
  lookedAt.add(id);
  applyMuted(host);
}

/** What the menu of a comment offers: not to read its author any more, or again. */
export function mutingItems(host: ThreadHost, { author }: LivingComment): MenuItem[] {
  const texts = host.locale!.writing!.muting;
  const muted = readMuted();
  const isMuted = muted.some(({ id }) => id === author.id);
  const items: MenuItem[] = [
    isMuted
      ? { name: 'unmute', label: texts.unmute(author.name), act: () => letSpeak(host, author) }
      : { name: 'mute', label: texts.mute(author.name), act: () => silence(host, author) },
  ];
  if (muted.length > 0) {
    items.push({ name: 'muted-list', label: texts.list, act: () => listMuted(host) });
  }
  return items;
}

function silence(host: ThreadHost, author: MutedReader): void {
  mute(author);
  applyMuted(host);
  mention(host, host.locale!.writing!.muting.muted(author.name));
}

function letSpeak(host: ThreadHost, { id, name }: MutedReader): void {
  unmute(id);
  applyMuted(host);
  mention(host, host.locale!.writing!.muting.unmuted(name));
}

function renderMuted(host: ThreadHost, comment: LivingComment): TemplateResult {
  const { hidden, look } = host.locale!.writing!.muting;
  return html`<p part="muted" id="palabre-by-${comment.id}">
    ${hidden} <button part="muted-button" type="button">${look}</button>
    ${renderBranchArrivals(host, comment, false)}
  </p>`;
}

/** The muted readers, to read them again. */
function listMuted(host: ThreadHost): void {
  const { muting, close } = host.locale!.writing!;
  showInDialog(host.shadowRoot!, {
    heading: muting.list,
    close,
    content: (update) => renderMutedReaders(host, muting, update),
  });
}

function renderMutedReaders(
  host: ThreadHost,
  { none, unmute: unmuteLabel, again }: WritingMessages['muting'],
  update: () => void,
): TemplateResult {
  const readers = readMuted();
  if (readers.length === 0) return html`<p part="dialog-text">${none}</p>`;
  const end = (reader: MutedReader): void => {
    letSpeak(host, reader);
    update();
  };
  return html`<ul part="muted-list" role="list">
    ${readers.map(
      (reader) =>
        html`<li part="muted-reader">
          <bdi>${reader.name}</bdi>
          <button
            part="unmute-button"
            type="button"
            aria-label=${unmuteLabel(reader.name)}
            @click=${() => end(reader)}
          >
            ${again}
          </button>
        </li>`,
    )}
  </ul>`;
}
