import { requiredMethods } from './required-methods.js';
import { idempotentWrites } from './rule1-idempotent-writes.js';
import { lateResends } from './rule1-late-resends.js';
import { writesAtOnce } from './rule1-writes-at-once.js';
import { publicAndPersonal } from './rule2-public-and-personal.js';
import { secrets } from './rule2-secrets.js';
import { waiting } from './rule2-waiting.js';
import { editing } from './rule3-editing.js';
import { guests } from './rule3-guests.js';
import { moderation } from './rule3-moderation.js';
import { permissions } from './rule3-permissions.js';
import { reports } from './rule3-reports.js';
import { staff } from './rule3-staff.js';
import { suspensions } from './rule3-suspensions.js';
import { listsUnderVotes } from './rule4-lists-under-votes.js';
import { lists } from './rule4-lists.js';
import { queues } from './rule4-queues.js';
import { around } from './rule5-around.js';
import { changes } from './rule6-changes.js';
import { restoring } from './rule6-restoring.js';
import { subscribing } from './rule6-subscribing.js';
import { errors } from './rule7-errors.js';
import { badInput } from './rule7-bad-input.js';
import { bodies } from './rule8-bodies.js';
import { erasure } from './rule9-erasure.js';
import { tombstones } from './rule9-tombstones.js';
import { unanswered } from './rule9-unanswered.js';
import type { DefineTest } from './test.js';

export const RULE_NAMES = [
  'required methods',
  'rule 1',
  'rule 2',
  'rule 3',
  'rule 4',
  'rule 5',
  'rule 6',
  'rule 7',
  'rule 8',
  'rule 9',
] as const;
export type RuleName = (typeof RULE_NAMES)[number];

export interface Rule {
  name: RuleName;
  title: string;
  /** What a reader or the newsroom meets where it is broken. */
  why: string;
  define: ((test: DefineTest) => void)[];
}

/** In the order of the contract. */
export const RULES: readonly Rule[] = [
  {
    name: 'required methods',
    title: 'A page can show a discussion',
    why:
      'Every visit begins with these reads. Where their answers are wrong or incomplete, readers ' +
      'meet an error under the article, or a discussion with holes in it.',
    define: [requiredMethods],
  },
  {
    name: 'rule 1',
    title: 'Twice is the same as once, and nothing is lost',
    why:
      'Phones lose answers, so pages send again. Without this a reader’s comment appears twice or ' +
      'not at all, a vote counts twice, or a withdrawn comment comes back.',
    define: [idempotentWrites, lateResends, writesAtOnce],
  },
  {
    name: 'rule 2',
    title: 'Public answers are the same for everybody; personal ones are for one person',
    why:
      'Public answers are kept by CDNs and browsers and handed to others. What is personal in them, ' +
      'or held back by moderators, becomes readable by anybody.',
    define: [publicAndPersonal, secrets, waiting],
  },
  {
    name: 'rule 3',
    title: 'The backend decides who may do what, and says why not',
    why:
      'Anybody can call the backend without the page. What it does not refuse is allowed; and a ' +
      'refusal without its reason leaves the page nothing to tell the reader.',
    define: [permissions, editing, guests, moderation, reports, staff, suspensions],
  },
  {
    name: 'rule 4',
    title: 'Every list says how much there is, and paging neither repeats nor skips',
    why:
      'Discussions move while they are read. With cursors that count, readers meet comments twice ' +
      'and never see others; moderators overlook what waits for them.',
    define: [lists, listsUnderVotes, queues],
  },
  {
    name: 'rule 5',
    title: 'A comment that is asked for comes with its ancestors',
    why:
      'Links to comments are in mails, in feeds and on other pages. Without this they lead to the ' +
      'top of the discussion, and a reply stands without what it answers.',
    define: [around],
  },
  {
    name: 'rule 6',
    title: 'Everything that changed is among the changes, and revisions only grow',
    why:
      'Who stays or comes back sees what their browser has, brought up to date by changes. What is ' +
      'missing there stays wrong: a withdrawn comment is still read by everybody who had it.',
    define: [changes, restoring, subscribing],
  },
  {
    name: 'rule 7',
    title: 'A failure has a listed code; an abort is no failure',
    why:
      'By its code the page decides whether to offer another try, a login or an explanation. A ' +
      'failure without one is “something went wrong”, and the reader’s text may be sent in vain.',
    define: [errors, badInput],
  },
  {
    name: 'rule 8',
    title: 'A body is data, never HTML',
    why:
      'What a reader typed is shown to all the others. A body that holds more than the agreed nodes ' +
      'is cut by the page or, in other clients, runs there; and words must come back as written.',
    define: [bodies],
  },
  {
    name: 'rule 9',
    title: 'A tombstone says why, and nothing of the person; the replies stay',
    why:
      'Whoever withdraws a comment or erases an account relies on it, and the law does too. The ' +
      'answers of others are not theirs to take away; without any, readers meet nothing but a gap.',
    define: [tombstones, unanswered, erasure],
  },
];
