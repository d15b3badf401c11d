import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import {
  isBehindRefused,
  isHere,
  neededBy,
  othersEntries,
  outboxOf,
  ownEntries,
  type Entry,
} from '../../discussion/outbox/outbox.js';
import { isFresh } from '../../discussion/outbox/freshness.js';
import { beginOutbox } from '../../discussion/outbox/life.js';
import { reveal } from '../../discussion/paging.js';
import { relearn } from '../../discussion/relearning.js';
import { hearOutcomes, type Outcome } from '../../discussion/outbox/attempting.js';
import { standIn } from '../../discussion/outbox/standing-in.js';
import { sendWaiting } from '../../discussion/outbox/passing.js';
import { PalabreError } from '../../model/errors.js';
import type { ThreadContext } from '../context.js';
import { errorText } from '../error-text.js';
import { PalabreEvent } from '../events.js';
import type { ThreadHost } from './host.js';
import { leadTo } from './navigation.js';
import { hearPage } from './page-events.js';
import { announce, report, warn } from './telling.js';

type Shown = TemplateResult | typeof nothing;

/** Milliseconds in which what arrives is said at once. */
const BURST = 400;

const followed = new WeakSet<Discussion>();

/** Shows what waits to be sent, and sends it as soon as that may work. */
export function followOutbox(host: ThreadHost, { discussion }: ThreadContext): void {
  if (followed.has(discussion)) return;
  followed.add(discussion);
  const { store, signal } = discussion;
  hearPage(host, ['online', 'visibilitychange'], sendAgain);
  let shown = '';
  const unfollow = store.follow('outbox', () => {
    const counts = Object.values(summaryOf(discussion)).map(({ length }) => length);
    const now = [...counts, outboxOf(discussion).needsLogin];
    // A vote concerns its comment alone, whatever the thread's size.
    if (shown !== (shown = now.join())) host.requestUpdate();
  });
  signal.addEventListener('abort', unfollow);
  hearOutcomes(discussion, tellOutcomes(host, discussion));
  void beginOutbox(discussion);
}

function sendAgain({ context }: ThreadHost): void {
  if (context && !document.hidden) void sendWaiting(context.discussion);
}

/** How much waits in all, and what of it was not accepted in this thread. */
export function renderOutbox(host: ThreadHost): Shown {
  const { context } = host;
  const texts = context?.locale.writing?.outbox;
  if (!texts) return nothing;
  const { discussion, locale } = context;
  const { waiting, others, refused } = summaryOf(discussion);
  const say = (
    { length }: readonly Entry[],
    text: (count: number, formatted: string) => string,
  ): Shown =>
    length > 0 ? html`<p part="outbox">${text(length, locale.number(length))}</p>` : nothing;
  const lead = (): void => void leadToRefused(host, discussion, refused);
  const { needsLogin } = outboxOf(discussion);
  return html`${say(waiting, needsLogin ? texts.countLogin : texts.count)}${say(others, texts.others)}${
    refused.length > 0
      ? html`<button part="outbox-button" type="button" @click=${lead}>
          ${texts.countRefused(refused.length, locale.number(refused.length))}
        </button>`
      : nothing
  }`;
}

function summaryOf(discussion: Discussion): Record<'waiting' | 'others' | 'refused', Entry[]> {
  const own = ownEntries(discussion);
  return {
    waiting: own.filter(
      (entry) =>
        entry.refused === null &&
        !isFresh(discussion, entry) &&
        !isBehindRefused(discussion, entry),
    ),
    others: othersEntries(discussion),
    refused: own.filter((entry) => entry.refused !== null && isHere(discussion, entry)),
  };
}

/** Leads to what was not accepted, where it belongs if that can be had: it may not be loaded yet. */
async function leadToRefused(
  host: ThreadHost,
  discussion: Discussion,
  [entry]: readonly Entry[],
): Promise<void> {
  const { write } = entry!;
  const needed = neededBy(write);
  const isThere = needed === null || (await reveal(discussion, needed).catch(() => true));
  if (discussion.signal.aborted) return;
  if (!isThere && write.kind !== 'comment') standIn(discussion, entry!);
  await leadTo(host, write.comment, true);
}

/** What was not done, and why. */
export function whyRefused({ locale }: ThreadContext, { write, refused }: Entry): string {
  const { refused: texts } = locale.writing!.outbox;
  const what = write.kind === 'edit' || write.kind === 'delete' ? write.kind : 'comment';
  return `${texts[what]} ${errorText(new PalabreError(refused!, ''), locale)}`;
}

/** Says what becomes of what waited: once for what arrives together, and why something did not. */
function tellOutcomes(host: ThreadHost, discussion: Discussion): (outcome: Outcome) => void {
  let arrived = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const say = (): void => {
    const { locale } = host;
    const texts = locale?.writing?.outbox;
    if (texts) announce(host, texts.sent(arrived, locale.number(arrived)));
    arrived = 0;
  };
  return (outcome) => {
    if (discussion.signal.aborted) return;
    if (outcome.error) return tellRefusal(host, discussion, outcome.entry, outcome.error);
    arrived += 1;
    clearTimeout(timer);
    timer = setTimeout(say, BURST);
    tellPage(host, discussion, outcome);
  };
}

/** The page hears of it as it does of what is written at once. */
function tellPage(
  host: ThreadHost,
  discussion: Discussion,
  { entry, comment }: Outcome & { error: null },
): void {
  const { write } = entry;
  if (!comment || !isHere(discussion, entry)) return;
  if (write.kind === 'comment') host.dispatchEvent(new PalabreEvent('palabre-post', { comment }));
  if (write.kind !== 'vote') return;
  const { comment: id, value } = write;
  host.dispatchEvent(new PalabreEvent('palabre-vote', { comment: id, value }));
}

function tellRefusal(
  host: ThreadHost,
  discussion: Discussion,
  entry: Entry,
  error: PalabreError,
): void {
  const { context } = host;
  const texts = context?.locale.writing?.outbox;
  report(host, error);
  const needed = neededBy(entry.write);
  if (needed && isHere(discussion, entry)) void relearn(discussion, needed, error);
  if (!context || !texts) return;
  const { kind } = entry.write;
  if (kind === 'vote' || kind === 'report') {
    const what = kind === 'vote' ? texts.voteRefused : texts.reportRefused;
    warn(host, `${what} ${errorText(error, context.locale)}`);
  } else announce(host, whyRefused(context, entry));
}
