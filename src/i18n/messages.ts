import type { Denial } from '../model/viewer.js';
import type { ErrorCode } from '../model/errors.js';
import type { ReportReason } from '../model/report.js';
import type { Sort } from '../model/thread.js';
import type { CommentStatus, TombstoneReason } from '../model/comment.js';

/** What a thread says to whoever reads it, in one language. Numbers and dates arrive formatted. */
export interface Messages {
  heading: string;
  commentCount(count: number, formatted: string): string;
  /** Above the excerpts of the comments that stand out. */
  highlights: string;
  empty: string;
  /** Where comments would be, when they could not be loaded. */
  failed: string;
  retry: string;
  more(count: number, formatted: string): string;
  moreReplies(count: number, formatted: string): string;

  reply: string;
  replyTo(name: string): string;
  inReplyTo(name: string): string;
  inReplyToGone: string;
  permalink(date: string): string;
  edited(date: string): string;
  /** Of a comment that is not published, to whoever may see it all the same. */
  withheld: Record<Exclude<CommentStatus, 'published'>, string>;
  picked: string;
  badges: Partial<Record<string, string>>;
  tombstones: Record<TombstoneReason, string>;

  vote: string;
  /** Ends the vote button's name, which begins with what is seen on it. */
  voteFor(name: string): string;
  votes(count: number, formatted: string): string;
}

/** What it says to those who do something; fetched once the comments are shown. */
export interface WritingMessages {
  sortLabel: string;
  sorts: Record<Sort, string>;
  /** Says to screen readers how many came. */
  loaded(count: number, formatted: string): string;
  close: string;
  notFound: string;
  /** Of a comment that is not published, to its author. */
  ownWithheld: Messages['withheld'];
  voted: string;
  voteUndone: string;
  composerLabel: string;
  replyLabel(name: string): string;
  placeholder: string;
  hint: string;
  send: string;
  sendingText: string;
  sent: string;
  cancel: string;
  remaining(count: number, formatted: string): string;
  tooMany(count: number, formatted: string): string;

  draftRestored: string;
  discardDraft: string;
  /** Where the browser keeps nothing. */
  draftUnkept: string;
  /** Before a link to the comment that the latest of them answers. */
  repliesBegun(count: number, formatted: string): string;
  repliesBegunLink: string;
  /** To a visitor who sends what they have written. */
  signInFirst: string;

  formatting: string;
  /** The names of the formats; of the first two, the first letter stands on the button. */
  tools: Record<'strong' | 'emphasis' | 'quote' | 'list' | 'link', string>;
  shiftKey: string;
  preview: string;
  previewEmpty: string;
  /** Where showing it at each key would take too long. */
  previewSlow: string;
  /** Adds the selected passage of a comment to a reply. */
  quoteSelection: string;
  /** `at` is a time of the day, such as 14:05. */
  waitUntil(at: string): string;
  /** `left` is a time such as 1:05. */
  waitLeft(left: string, at: string): string;
  waitOver: string;

  /** To a visitor who may write before they sign in. */
  writeFirst: string;
  downVotes: {
    /** Names the button that votes against a comment; `voteFor` follows. */
    against: string;
    /** How many did, where there is no button. */
    count(count: number, formatted: string): string;
  };
  /** Ask, after a login, whether somebody still wants to vote. */
  returning: Record<'voteFor' | 'voteAgainst', (name: string) => string> & { giveUp: string };
  /** On closing the whole discussion. */
  closing: Record<'close' | 'reopen' | 'heading' | 'text' | 'closed' | 'reopened', string>;
  prompts: Record<Denial, string>;
  until(prompt: string, date: string): string;
  alreadySubscribed: string;
  signIn: string;

  /** What becomes of the name. */
  nameHint: string;
  nameSend: string;
  /** Before the link for those who have an account. */
  haveAccount: string;
  nameErrors: Record<'empty' | 'too-long' | 'conflict', string>;
  /** Says to screen readers what has become of the name. */
  nameTaken(name: string): string;
  nameForgotten: string;
  /** Stands before the guest's name. */
  writingAs: string;
  forgetName: string;
  errors: Record<ErrorCode, string>;
  /** Where comments would be that this device has never shown, while it has no network. */
  offline: string;
  /** Above comments that nobody could be asked about; `at` is a day and a time. */
  lastSeen(at: string): string;
  retryAfter(seconds: number, formatted: string): string;
  actions: ActionMessages;
  editing: {
    edit: string;
    /** The same, where there are so many minutes left. */
    editFor(count: number, formatted: string): string;
    label: string;
    save: string;
    /** Says to screen readers that it was done. */
    edited: string;
  };
  /** Of who reports illegal content, by Article 16 of the EU's Digital Services Act. */
  notice: {
    legend: string;
    hint: string;
    /** To who has an account. */
    hintKnown: string;
    name: string;
    email: string;
    goodFaith: string;
  };
  /** On what was written since the reader's last visit. */
  news: {
    shown(count: number, formatted: string): string;
    /** The same to screen readers, with what the button does. */
    label(count: number, formatted: string): string;
    /** Describes a comment. */
    mark: string;
  };
  /** On what others write while one reads. */
  arrivals: {
    comments(count: number, formatted: string): string;
    replies(count: number, formatted: string): string;
    /** The same to screen readers; without a name, to a comment that is gone. */
    repliesTo(count: number, formatted: string, name: string | null): string;
    /** Says to screen readers alone that something came, answers included. */
    came(count: number, formatted: string): string;
  };
  /** On readers whom this one does not wish to read. */
  muting: {
    mute(name: string): string;
    unmute(name: string): string;
    muted(name: string): string;
    unmuted(name: string): string;
    /** In the place of a comment, before the button that shows it. */
    hidden: string;
    look: string;
    list: string;
    none: string;
    again: string;
  };
  /** What is wrong with a comment: for who reports it, and on the tombstone of what moderation withdrew. */
  grounds: Record<ReportReason, string>;
  keys: KeyMessages;
  branches: BranchMessages;
  folds: FoldMessages;
  outbox: OutboxMessages;
}

/** What the reader wrote and no server has acknowledged. */
export interface OutboxMessages {
  /** Says to screen readers that something waits. */
  queued: string;
  /** After a report that waits. */
  reportQueued: string;
  /** Stand on a comment. */
  sending: string;
  waiting: string;
  login: string;
  behind: string;
  /** What was not done, before the reason. */
  refused: Record<'comment' | 'edit' | 'delete', string>;
  /** Before the reason why a report or a vote that waited was not accepted. */
  reportRefused: string;
  voteRefused: string;
  edit: string;
  discard: string;
  /** Says to screen readers that it was done. */
  discarded: string;
  /** How much waits for the network, above the comments. */
  count(count: number, formatted: string): string;
  /** How much waits until its author has signed in again. */
  countLogin(count: number, formatted: string): string;
  /** How much waits of whoever is not signed in now, who may be somebody else. */
  others(count: number, formatted: string): string;
  /** Leads to what was not accepted. */
  countRefused(count: number, formatted: string): string;
  /** Says to screen readers that what waited has arrived. */
  sent(count: number, formatted: string): string;
}

/** Hiding the replies to a comment. */
export interface BranchMessages {
  /** Name the button; they hold what `replies` says, which is all that is seen. `null` names nobody: the comment is gone. */
  hide(count: number, formatted: string, name: string | null): string;
  show(count: number, formatted: string, name: string | null): string;
  replies(count: number, formatted: string): string;
}

/** Very long comments, of which the beginning is shown. */
export interface FoldMessages {
  readOn: string;
  fold: string;
  /** Names the button; it begins with what is seen of it. */
  of(text: string, name: string): string;
}

/** Going through the comments by single keys. */
export interface KeyMessages {
  /** Names the button that explains them, and heads the explanation. */
  heading: string;
  /** When they work. */
  when: string;
  next: string;
  previous: string;
  reply: string;
  vote: string;
  news: string;
  help: string;
  /** On the switch. */
  use: string;
}

/** What can be done with one comment, and what is asked before. */
export interface ActionMessages {
  /** Names the button that opens the menu. */
  more(name: string): string;
  copyLink: string;
  linkCopied: string;
  share: string;
  report: string;
  delete: string;
  pick: string;
  unpick: string;
  approve: string;
  reject: string;
  /** Says to screen readers what was done. */
  deleted: string;
  picked: string;
  unpicked: string;
  approved: string;
  rejected: string;
  deleteHeading: string;
  deleteText: string;
  deleteAction: string;
  moderateHeading(name: string): string;
  moderateLegend: string;
  /** On a tombstone, around one of the grounds. */
  ground(text: string): string;
  reportHeading(name: string): string;
  reportLegend: string;
  reportDetails: string;
  reportAction: string;
  /** What happens next. */
  reported: string;
}
