import { showArrivals } from '../../discussion/live/arrivals.js';
import { catchUp, reloadLists } from '../../discussion/live/changes.js';
import type { Discussion } from '../../discussion/discussion.js';
import { lastContact } from '../../discussion/device/contact.js';
import { rememberOrigin } from '../../discussion/origin.js';
import { isOutdated, revive } from '../../discussion/device/reviving.js';
import { loadWriting } from '../../i18n/writing.js';
import { toPalabreError } from '../../model/errors.js';
import type { ThreadContext } from '../context.js';
import { afterPaint } from './after-paint.js';
import { askUntilAnswered } from './asking-again.js';
import { cacheRules } from './caching.js';
import type { ThreadHost } from './host.js';
import { isInSight } from './in-sight.js';
import { setLastSeen } from './last-seen.js';
import { readAgain } from './reading-again.js';
import { keepReadingPlace } from './reading-place.js';

/**
 * What a thread does that was read on this device before: shows it as it was, and learns then what
 * has changed. Fetched with what writing takes, so that it is there at the next visit.
 * @module
 */

/** Shows the thread as the device has kept it, unless it is there by now; answers whether it does. */
export async function revisit(host: ThreadHost, context: ThreadContext): Promise<boolean> {
  const { discussion } = context;
  const rules = cacheRules(host);
  if (!rules) return false;
  rememberOrigin(discussion, host.backend);
  if (!(await revive(discussion, rules.days))) return false;
  void readAgain(host, context);
  void goOn(host);
  return true;
}

/** Learns what is new, now or as soon as somebody answers. */
async function goOn(host: ThreadHost): Promise<void> {
  // Nothing comes before the comments that are there.
  await afterPaint();
  if (!(await renew(host))) askUntilAnswered(host, renew);
}

/**
 * Learns what is new, and answers whether that is known. Where nobody can be asked, what is shown
 * stays, and says of when it is. Never rejects.
 */
async function renew(host: ThreadHost): Promise<boolean> {
  const { context } = host;
  if (!context) return true;
  const { discussion } = context;
  const keepPlace = keepReadingPlace(host);
  try {
    await askWhatChanged(discussion);
    if (!isInSight(host)) {
      if (isOutdated(discussion)) await reloadLists(discussion);
      showArrivals(discussion);
    }
    setLastSeen(host, context, null);
    return true;
  } catch {
    await loadWriting(context.locale).catch(() => null);
    if (!discussion.signal.aborted) setLastSeen(host, context, lastContact(discussion));
    return false;
  } finally {
    void keepPlace();
  }
}

async function askWhatChanged(discussion: Discussion): Promise<void> {
  try {
    await catchUp(discussion);
  } catch (error) {
    if (toPalabreError(error).retryable) throw error;
    // Who does not tell what has changed, tells all.
    await reloadLists(discussion);
  }
}
