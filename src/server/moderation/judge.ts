import type { CommentBody } from '../../model/body.js';
import type { CommentStatus } from '../../model/comment.js';
import type { HoldReason, ModerationMode } from '../../model/moderation.js';
import { linksOf } from '../../markup/links.js';
import { isTeam } from '../access.js';
import { authorOf, type Reader } from '../accounts.js';
import type { Site } from '../context.js';
import type { Checked, OutsideCheck } from './check.js';
import type { WordRules } from './words.js';

/** How a site looks at what is written. */
export interface Policy {
  /** For threads that do not say otherwise. */
  mode: ModerationMode;
  words: WordRules;
  /** More links than that wait for a moderator; `null` for no such rule. */
  maxLinks: number | null;
  check: OutsideCheck | null;
}

export interface Judgement {
  status: CommentStatus;
  /** Why it is not `published`. */
  holds: HoldReason[];
}

type Judging = Pick<Site, 'policy'>;

const PUBLISHED: Judgement = { status: 'published', holds: [] };

/**
 * Whether a text appears, waits or is refused, and why: the only place that decides it. What the
 * newsroom itself writes appears.
 */
export async function judgeText(
  { policy }: Judging,
  reader: Reader,
  mode: ModerationMode | null,
  body: CommentBody,
  checked: Omit<Checked, 'author'>,
): Promise<Judgement> {
  if (isTeam(reader.identity.roles)) return PUBLISHED;
  const holds: HoldReason[] = [];
  if ((mode ?? policy.mode) === 'pre') holds.push('pre-moderation');
  const words = policy.words.judge(body);
  if (words !== null) holds.push('words');
  if (policy.maxLinks !== null && linksOf(body).length > policy.maxLinks) holds.push('links');
  if (words === 'reject') return { status: 'rejected', holds };
  const verdict = (await policy.check?.({ ...checked, author: authorOf(reader) })) ?? 'publish';
  if (verdict !== 'publish') holds.push('check');
  if (verdict === 'reject') return { status: 'rejected', holds };
  return holds.length === 0 ? PUBLISHED : { status: 'pending', holds };
}

/** What then holds under the thread's lock: its mode may have changed while the text was judged. */
export function confirm(
  judgement: Judgement,
  { policy }: Judging,
  reader: Reader,
  mode: ModerationMode | null,
): Judgement {
  const waits = (mode ?? policy.mode) === 'pre' && !isTeam(reader.identity.roles);
  if (judgement.status !== 'published' || !waits) return judgement;
  return { status: 'pending', holds: ['pre-moderation'] };
}
