import { html, nothing, type TemplateResult } from 'lit';
import { isUnmade, refusedText } from '../../discussion/outbox/mending.js';
import { decide, pick } from '../../discussion/moderating.js';
import { can } from '../../discussion/viewing.js';
import type { Comment, CommentId, LivingComment, Tombstone } from '../../model/comment.js';
import type { Action } from '../../model/viewer.js';
import type { PalabreComment } from '../comment/comment.js';
import type { ThreadContext } from '../context.js';
import { openMenu, type MenuItem } from '../menu/menu.js';
import { renderBranchArrivals } from './arrivals.js';
import { withBranch } from './branches.js';
import type { ThreadHost } from './host.js';
import { announce, mention, tell } from './telling.js';
import { confirmDeletion } from './deleting.js';
import { mutingItems } from './muting.js';
import { renderDownVote } from './down-vote.js';
import { editingItems } from './editing.js';
import { askToReport } from './reporting.js';
import { renderState } from './state.js';

/** Nothing can answer what is not there: hides the button that stands behind it. */
const UNMADE = html`<span class="unmade"></span>`;

/** Offers in every comment what more can be done with it. */
export function showActions(host: ThreadHost): void {
  const { context } = host;
  if (!context || context.renderMore) return;
  host.context = {
    ...context,
    renderGround: (comment) => renderGround(host, comment),
    renderBesideVote: (comment) =>
      isUnmade(host.context!.discussion, comment.id) ? UNMADE : renderDownVote(host, comment),
    renderMore: (comment) => withBranch(host, comment, renderRest(host, comment)),
  };
}

function renderRest(host: ThreadHost, comment: Comment): TemplateResult {
  const menu = comment.tombstone ? nothing : renderMenuButton(host, comment);
  return html`${renderBranchArrivals(host, comment)}${menu}${renderState(host, comment)}`;
}

function renderGround(
  { locale }: ThreadHost,
  { ground }: Tombstone,
): TemplateResult | typeof nothing {
  const writing = locale?.writing;
  if (!writing || !ground) return nothing;
  return html`<span part="ground">${writing.actions.ground(writing.grounds[ground])}</span>`;
}

function renderMenuButton(
  { locale, context }: ThreadHost,
  { id, author }: LivingComment,
): TemplateResult | typeof nothing {
  const actions = locale?.writing?.actions;
  // What can be done with what was refused stands beside it.
  const isRefused = context && !isThere(context, id) && refusedText(context.discussion, id);
  if (!actions || isRefused) return nothing;
  return html`<button
    part="menu-button"
    type="button"
    aria-haspopup="menu"
    aria-expanded="false"
    aria-label=${actions.more(author.name)}
  >
    <svg viewBox="0 0 16 4" aria-hidden="true">
      <circle cx="2" cy="2" r="1.5" />
      <circle cx="8" cy="2" r="1.5" />
      <circle cx="14" cy="2" r="1.5" />
    </svg>
  </button>`;
}

/** What can be done with a comment, once its menu was asked for. */
export function openActions(host: ThreadHost, button: HTMLElement, element: PalabreComment): void {
  const { context } = host;
  const comment = context?.discussion.store.comment(element.commentId);
  if (!context || comment?.tombstone !== null) return;
  const { more } = context.locale.writing!.actions;
  const scope = { host, context, comment, element };
  openMenu(button, more(comment.author.name), [...forAll(scope), ...forStaff(scope)]);
}

interface Scope {
  host: ThreadHost;
  context: ThreadContext;
  comment: LivingComment;
  element: PalabreComment;
}

function forAll(scope: Scope): MenuItem[] {
  const { host, context, comment, element } = scope;
  const { discussion, locale, page } = context;
  const texts = locale.writing!.actions;
  const url = `${page}#palabre-${comment.id}`;
  const isOwn = discussion.isOwn(comment);
  const items: MenuItem[] = [];
  if (isPublic(comment) && isThere(context, comment.id)) {
    items.push({ name: 'copy-link', label: texts.copyLink, act: () => copy(host, url) });
    if ('share' in navigator)
      items.push({ name: 'share', label: texts.share, act: () => share(host, url) });
  }
  items.push(...editingItems(host, context, comment, element));
  if (isOwn && allows(context, 'delete')) {
    const act = () => confirmDeletion(host, context, comment, element, 'author');
    items.push({ name: 'delete', label: texts.delete, act: () => void act() });
  }
  if (!isOwn && isPublic(comment) && offers(context, 'report') && !allows(context, 'moderate')) {
    items.push({ name: 'report', label: texts.report, act: () => askToReport(element) });
  }
  if (!isOwn && isPublic(comment)) items.push(...mutingItems(host, comment));
  return items;
}

function forStaff(scope: Scope): MenuItem[] {
  const { host, context, comment, element } = scope;
  const { discussion, locale } = context;
  const texts = locale.writing!.actions;
  const { id, picked } = comment;
  const items: MenuItem[] = [];
  const does = (act: Promise<void>, done: string): void => void settle(host, act, done);
  if (!isThere(context, id)) return items;
  if (isPublic(comment) && allows(context, 'pick')) {
    items.push({
      name: 'pick',
      label: picked ? texts.unpick : texts.pick,
      act: () => does(pick(discussion, id, !picked), picked ? texts.unpicked : texts.picked),
    });
  }
  if (!allows(context, 'moderate')) return items;
  if (!isPublic(comment) && discussion.backend.moderateComment) {
    const decided = (status: 'published' | 'rejected', done: string) => () =>
      does(decide(discussion, id, status), done);
    items.push({
      name: 'approve',
      label: texts.approve,
      act: decided('published', texts.approved),
    });
    if (comment.status === 'pending')
      items.push({ name: 'reject', label: texts.reject, act: decided('rejected', texts.rejected) });
  }
  if (isPublic(comment) && !discussion.isOwn(comment)) {
    const act = () => confirmDeletion(host, context, comment, element, 'moderation');
    items.push({ name: 'delete', label: texts.delete, act: () => void act() });
  }
  return items;
}

/** Whether the server has the comment, which else waits to be sent. */
function isThere({ discussion }: ThreadContext, id: CommentId): boolean {
  return discussion.store.isKnown(id);
}

function isPublic({ status }: LivingComment): boolean {
  return status === 'published';
}

function allows({ discussion }: ThreadContext, action: Action): boolean {
  return can(discussion, action).allowed;
}

/** Whether there is such a thing for readers who have what it takes. */
function offers({ discussion }: ThreadContext, action: Action): boolean {
  const may = can(discussion, action);
  return may.allowed || may.reason !== 'unsupported';
}

async function settle(host: ThreadHost, act: Promise<void>, done: string): Promise<void> {
  try {
    await act;
    announce(host, done);
  } catch (error) {
    tell(host, error);
  }
}

function copy(host: ThreadHost, url: string): void {
  const { linkCopied } = host.locale!.writing!.actions;
  navigator.clipboard.writeText(url).then(
    () => mention(host, linkCopied),
    // A page without HTTPS, or a reader who has not allowed it: the address can be copied by hand.
    () => mention(host, url),
  );
}

function share(host: ThreadHost, url: string): void {
  navigator.share({ title: document.title, url }).catch((error: unknown) => {
    if ((error as Error).name !== 'AbortError') copy(host, url);
  });
}
