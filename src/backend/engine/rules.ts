import type { ModerationMode } from '../../model/moderation.js';

/** What a site allows; the reference server's defaults. */
export interface SiteRules {
  /** Who may comment; `subscribers` by default. For `guests`, a name is enough. */
  commentAccess?: 'subscribers' | 'registered' | 'guests';
  /** Who may vote; `subscribers` by default. */
  voteAccess?: 'subscribers' | 'registered';
  /** Who may report; `registered` by default. With `everybody`, visitors too. */
  reportAccess?: 'registered' | 'everybody';
  /** Whether a vote may be `-1`; not by default. */
  downVotes?: boolean;
  /** An archive: readers only read, and take back what they wrote; not by default. */
  readOnly?: boolean;
  /** Days after which a thread closes that nobody writes in; 0 by default: it does not. */
  closeAfterDays?: number;
  /** Minutes for which nobody is told how a new comment is voted for; 0 by default: none. */
  hideVotesMinutes?: number;
  /** Minutes in which an author may edit, by {@link SiteRules.now}; 15 by default, `Infinity`: ever. */
  editMinutes?: number;
  /** Votes, up minus down, that a comment needs to stand on top unless it is picked; 3 by default. */
  highlightVotes?: number;
  /** `pre` lets every comment of a reader wait for a moderator; `post` by default. */
  moderation?: ModerationMode;
  /** How many readers must report a comment for it to be hidden; by default none are enough. */
  hideAfterReports?: number;
  /** The site's clock, in milliseconds; `Date.now` by default. */
  now?: () => number;
}

export type Rules = Required<SiteRules>;

export function rulesOf(given: SiteRules): Rules {
  return {
    commentAccess: given.commentAccess ?? 'subscribers',
    voteAccess: given.voteAccess ?? 'subscribers',
    reportAccess: given.reportAccess ?? 'registered',
    downVotes: given.downVotes ?? false,
    readOnly: given.readOnly ?? false,
    closeAfterDays: given.closeAfterDays ?? 0,
    hideVotesMinutes: given.hideVotesMinutes ?? 0,
    editMinutes: given.editMinutes ?? 15,
    highlightVotes: given.highlightVotes ?? 3,
    moderation: given.moderation ?? 'post',
    hideAfterReports: given.hideAfterReports ?? Infinity,
    now: given.now ?? Date.now,
  };
}
