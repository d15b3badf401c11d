import type { StateName } from './state-page.js';

const [FIRST, SECOND, THIRD] = [1, 2, 3].map(
  (n) => `January 1, 2024, link to this comment, January 1, 2024 at 9:0${n} AM`,
);
const HINT = '(*italic*, **bold**, > quotation)';
const REGIONS = ['alert "" live=assertive', 'status "" live=polite'];
const HEAD = [
  'region "Comments"',
  '  heading "3 comments" level=2',
  '  combobox "Sort by" expanded=false',
  '  button "Keyboard shortcuts"',
];

/** The comments as they are walked: list, entry, article, its controls, and the replies to it. */
const comments = (pressed: boolean): string[] => [
  '  list ""',
  '    listitem "" level=1',
  '      article "Reader 1"',
  `        link "${FIRST}"`,
  `        button "Vote 4, comment by Reader 1" pressed=${pressed}`,
  '        button "Reply to Reader 1" expanded=false',
  '        button "Hide 1 reply to Reader 1" expanded=true',
  '        button "More on the comment by Reader 1" expanded=false',
  '      list ""',
  '        listitem "" level=2',
  '          article "Badged"',
  `            link "${SECOND}"`,
  '            button "Vote, comment by Badged" pressed=false',
  '            button "Reply to Badged" expanded=false',
  '            button "More on the comment by Badged" expanded=false',
  '    listitem "" level=1',
  `      article "This comment was deleted by its author. ${THIRD}"`,
  `        link "${THIRD}"`,
  '    listitem "" level=1',
  '      button "Show more comments (1 left)"',
];

/** What a screen reader finds in each state, in its order. */
export const OUTLINES: Record<StateName, string[]> = {
  subscriber: [
    ...HEAD,
    '  form ""',
    // Of the draft, of the characters left and of the time to wait.
    '    status "" live=polite',
    `    textbox "Your comment" ${HINT}`,
    '    status "" live=polite',
    '    status "" live=polite',
    ...comments(true),
    ...REGIONS,
  ],
  visitor: [
    ...HEAD,
    '  link "Subscribe to be able to comment!"',
    '  link "Sign in"',
    ...comments(false),
    ...REGIONS,
  ],
  guest: [
    ...HEAD,
    '  form ""',
    '    textbox "Your name, to comment" required=true (Shown with your comments, and kept in this browser.)',
    '    button "Continue"',
    '  link "Sign in"',
    ...comments(false),
    ...REGIONS,
  ],
  loading: ['region "Comments" busy=1', '  heading "Comments" level=2', ...REGIONS],
  failed: [
    'region "Comments"',
    '  heading "Comments" level=2',
    '  alert "" live=assertive',
    '    button "Try again"',
    ...REGIONS,
  ],
};
