import { html, type CSSResult, type TemplateResult } from 'lit';
import { followAccounts } from '../../discussion/accounts.js';
import type { Discussion } from '../../discussion/discussion.js';
import { rememberGuest } from '../../discussion/guests.js';
import { rememberOrigin } from '../../discussion/origin.js';
import { readSort } from '../../discussion/habits.js';
import { loadLocale } from '../../i18n/languages.js';
import { loadWriting } from '../../i18n/writing.js';
import '../comment/define.js';
import { offerQuotes } from '../comment/quoting.js';
import '../composer/define.js';
import '../login-prompt/define.js';
import '../vote-button/define.js';
import type { ThreadContext } from '../context.js';
import { PalabreEvent } from '../events.js';
import { nearestLang } from '../lang.js';
import { followHighlights } from './highlights-following.js';
import type { ThreadHost } from './host.js';
import { applyMuted } from './muting.js';
import { resort } from './navigation.js';
import { renderLastSeen } from './last-seen.js';
import { markNews } from './news.js';
import { tokensOf } from './opening.js';
import { linkedComment } from './permalink.js';
import { renderPlace as renderWriting } from './place.js';
import { showPictures } from './pictures.js';
import { prepareWriters } from './preparing.js';
import { changeReader } from './readers.js';
import { rememberReading } from './reading-again.js';
import { beginReply } from './requests.js';
import { resumeWish } from './returning.js';
import { warnInHead } from './in-head.js';
import { loadWhenOnline } from './when-online.js';
import { arrivalsStyles } from './arrivals.styles.js';
import { actingStyles } from './acting.styles.js';
import { showActions } from './actions.js';
import { showAuthors } from './authors.js';
import { confirmReader } from './asking-again.js';
import { askAgainInTime } from './awaiting.js';
import { afterPaint } from './after-paint.js';
import { keepOnDevice } from './caching.js';
import { collapseBranches } from './branches.js';
import { branchesStyles } from './branches.styles.js';
import { keepThreadDates } from './dates.js';
import { foldLong, relabelFolds } from './folding.js';
import { foldingStyles } from './folding.styles.js';
import { hearKeys } from './keys.js';
import { keysStyles } from './keys.styles.js';
import { dialogStyles } from '../dialog/dialog.styles.js';
import { menuStyles } from '../menu/menu.styles.js';
import { lateStyles } from './late.styles.js';
import { goLive } from './live.js';
import { motionStyles } from './motion.styles.js';
import { followOutbox } from './outbox.js';
import { outboxStyles } from './outbox.styles.js';
import { printStyles } from './print.styles.js';

/**
 * Everything that a thread does once it is read: fetched after the first comments are painted, for
 * nobody needs it before.
 * @module
 */
export { loadWriting };
export { failureText } from '../error-text.js';
export { hearRequests, press } from './leaves.js';
export { leadTo, refresh } from './navigation.js';
export { renderNotice, renderTools } from './place.js';

/** Where one writes, below what is to be known of what is read. */
export function renderPlace(host: ThreadHost, context: ThreadContext): TemplateResult {
  return html`${renderLastSeen(context)}${renderWriting(host, context)}`;
}

/** Makes a thread ready for whoever reads it: the looks, and what they may do. Never rejects. */
export async function prepare(host: ThreadHost, context: ThreadContext): Promise<void> {
  dress(host);
  warnInHead(host);
  // Whom a link leads to a comment, it leads there before anything else.
  // Without the network there is only the order in which it was kept.
  if (!navigator.onLine) host.sort = context.discussion.sort;
  else if (!linkedComment()) host.sort = readSort() ?? host.sort;
  void resort(host);
  loadWhenOnline(host);
  showPictures(host);
  showAuthors(host);
  tellChanges(host, context.discussion);
  followHighlights(context.discussion, () => host.requestUpdate());
  offerQuotes(host);
  hearKeys(host);
  rememberOrigin(context.discussion, host.backend);
  // It is there then at the next visit, before any network is.
  if (keepOnDevice(host, context)) {
    rememberReading(host);
    import('./revisit.js').catch(() => undefined);
    prepareWriters(context.discussion);
  }
  collapseBranches(host, context);
  foldLong(host);
  keepThreadDates(host);
  rememberGuest(context.discussion, host.backend);
  followOutbox(host, context);
  followAccounts(context.discussion);
  await changeReader(host, tokensOf(host));
  confirmReader(host);
  askAgainInTime(context.discussion);
  showActions(host);
  applyMuted(host);
  markNews(host, context);
  goLive(host, context);
  await resume(host);
}

/** Leads readers who have signed in meanwhile to what they wanted to do before. */
function resume(host: ThreadHost): Promise<void> {
  return resumeWish(host, (element) => beginReply(host, host.context!, element, false));
}

/** The looks that nobody can see in the first frame. */
export function dress({ shadowRoot }: ThreadHost): void {
  if (!shadowRoot) return;
  const { adoptedStyleSheets: adopted } = shadowRoot;
  if (adopted.includes(lateStyles.styleSheet!)) return;
  const put = (...styles: CSSResult[]): unknown =>
    adopted.push(...styles.map(({ styleSheet }) => styleSheet!));
  put(lateStyles, menuStyles, dialogStyles, keysStyles, branchesStyles, foldingStyles);
  put(actingStyles, arrivalsStyles, outboxStyles, printStyles);
  // Nothing moves to where it belongs from the first.
  void afterPaint().then(() => put(motionStyles));
}

/** Goes on with what a page has changed, by the names of the element's properties. */
export function goOn(host: ThreadHost, changed: ReadonlyMap<string, unknown>): void {
  if (changed.has('sort')) void resort(host);
  if (changed.has('authorLink') || changed.has('badgeLabels')) showAuthors(host);
  if (changed.has('pictures')) showPictures(host);
  // The prompts look the addresses up anew.
  if (changed.has('loginUrl') || changed.has('subscribeUrl')) {
    host.context &&= { ...host.context };
  }
  if (changed.has('token') || changed.has('tokenUrl')) {
    void changeReader(host, tokensOf(host)).then(() => resume(host));
  }
}

/** Goes on in the language that the page now says; what is shown and written stays. */
export async function changeLanguage(host: ThreadHost): Promise<void> {
  const { context } = host;
  const locale = await loadLocale(nearestLang(host));
  await loadWriting(locale);
  if (!context || context !== host.context) return;
  host.locale = locale;
  host.context = { ...context, locale };
  showAuthors(host);
  relabelFolds(host);
}

const told = new WeakSet<Discussion>();

/** Tells the page whenever the number of comments is another one. */
function tellChanges(host: ThreadHost, discussion: Discussion): void {
  if (told.has(discussion)) return;
  told.add(discussion);
  const { store, signal } = discussion;
  let total = store.thread?.total;
  const unfollow = store.follow('thread', () => {
    const { thread } = store;
    if (!thread || thread.total === total) return;
    total = thread.total;
    host.dispatchEvent(new PalabreEvent('palabre-change', { ...thread }));
  });
  signal.addEventListener('abort', unfollow);
}
