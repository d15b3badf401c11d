import type { WritingMessages } from './messages.js';

const repliedTo = (name: string | null): string => name ?? 'the deleted message';

export const messages: WritingMessages = {
  sortLabel: 'Sort by',
  sorts: {
    newest: 'Newest',
    oldest: 'Oldest',
    best: 'Best',
    'most-replied': 'Most replies',
  },
  loaded: (count, formatted) =>
    count === 1 ? 'One comment loaded' : `${formatted} comments loaded`,
  close: 'Close',
  notFound: 'There is no such comment, or not any more.',
  ownWithheld: {
    pending: 'Waiting for moderation: only you can see it.',
    rejected: 'Rejected by moderation: only you can see it.',
  },
  voted: 'Voted.',
  voteUndone: 'Vote taken back.',
  composerLabel: 'Your comment',
  replyLabel: (name) => `Your reply to ${name}`,
  placeholder: 'What do you think?',
  hint: '*italic*, **bold**, > quotation',
  send: 'Post',
  sendingText: 'Posting…',
  sent: 'Your comment is posted.',
  cancel: 'Cancel',
  remaining: (count, formatted) => `${formatted} ${count === 1 ? 'character' : 'characters'} left`,
  tooMany: (count, formatted) =>
    `${formatted} ${count === 1 ? 'character' : 'characters'} too many`,
  draftRestored: 'Draft restored.',
  discardDraft: 'Discard it',
  draftUnkept: 'This browser keeps no draft of this text.',
  repliesBegun: (count, formatted) =>
    count === 1
      ? 'A reply that you began is kept under'
      : `${formatted} replies that you began are kept, the latest under`,
  repliesBegunLink: 'this comment',
  signInFirst: 'Sign in first: your text is kept.',
  formatting: 'Formatting',
  tools: { strong: 'Bold', emphasis: 'Italic', quote: 'Quotation', list: 'List', link: 'Link' },
  shiftKey: 'Shift',
  preview: 'Preview',
  previewEmpty: 'Nothing to see yet.',
  previewSlow: 'This text takes long to show: the preview waits until you ask for it again.',
  quoteSelection: 'Quote the selection',
  waitUntil: (at) => `You can post again at ${at}.`,
  waitLeft: (left, at) => `You can post again in ${left}, at ${at}.`,
  waitOver: 'You can post now.',
  writeFirst: 'Write first: you will sign in when you send.',
  downVotes: {
    against: 'Vote against',
    count: (_, formatted) => `${formatted} against`,
  },
  returning: {
    voteFor: (name) => `You wanted to vote for the comment by ${name}.`,
    voteAgainst: (name) => `You wanted to vote against the comment by ${name}.`,
    giveUp: 'No longer',
  },
  closing: {
    close: 'Close the discussion',
    reopen: 'Reopen the discussion',
    heading: 'Close the discussion?',
    text: 'Nobody will be able to write in it. The comments stay, and you can reopen it.',
    closed: 'The discussion is closed.',
    reopened: 'The discussion is open again.',
  },
  prompts: {
    login: 'Sign in to comment.',
    name: 'Your name, to comment',
    subscribe: 'Subscribe to be able to comment!',
    suspended: 'Your account cannot comment any more.',
    wait: 'You have written a lot: take a breath.',
    closed: 'Comments are closed.',
    unsupported: 'This discussion is an archive: one can read it, and write no more.',
  },
  until: (prompt, date) => `${prompt}, until ${date}.`,
  alreadySubscribed: 'Already a subscriber?',
  signIn: 'Sign in',
  nameHint: 'Shown with your comments, and kept in this browser.',
  nameSend: 'Continue',
  haveAccount: 'Have an account?',
  nameErrors: {
    empty: 'Enter a name.',
    'too-long': 'This name is longer than 80 characters.',
    conflict: 'Somebody with an account comments under this name: choose another one.',
  },
  nameTaken: (name) => `You can now comment as ${name}.`,
  nameForgotten: 'Your name is forgotten in this browser.',
  writingAs: 'You comment as',
  forgetName: 'Not you? Forget this name',
  errors: {
    network: 'The comments server cannot be reached. Check your connection.',
    timeout: 'The comments server takes too long to answer.',
    malformed: 'The comments server gave an answer that makes no sense.',
    unavailable: 'The comments are unavailable for the moment.',
    internal: 'Something went wrong on the comments server.',
    login: 'Your session has expired: please sign in again.',
    name: 'Choose a name first: your text is kept.',
    subscribe: 'This takes a subscription.',
    suspended: 'Your account is suspended.',
    wait: 'Too much at once: please wait a little.',
    closed: 'Comments are closed.',
    unsupported: 'This is not possible here.',
    forbidden: 'You are not allowed to do this.',
    'not-found': 'There is no such comment.',
    gone: 'This comment has been deleted meanwhile.',
    conflict: 'This comment could not be stored. Copy your text and reload the page.',
    empty: 'Write something before you post.',
    'too-long': 'This text is longer than 10,000 characters.',
    'too-complex': 'This text nests too many quotations or lists.',
    'too-large': 'This text is too large.',
    invalid: 'The request was refused.',
  },
  offline:
    'You are offline, and have not read this discussion on this device yet. It will come by itself once you are connected.',
  lastSeen: (at) =>
    `You are reading the comments as they were on ${at}: the newer ones cannot be had for now.`,
  retryAfter: (count, formatted) =>
    `Try again in ${formatted} ${count === 1 ? 'second' : 'seconds'}.`,
  actions: {
    more: (name) => `More on the comment by ${name}`,
    copyLink: 'Copy link',
    linkCopied: 'Link copied.',
    share: 'Share…',
    report: 'Report…',
    delete: 'Delete…',
    pick: 'Make an editor’s pick',
    unpick: 'No longer an editor’s pick',
    approve: 'Publish',
    reject: 'Reject',
    deleted: 'Comment deleted.',
    picked: 'This is an editor’s pick now.',
    unpicked: 'This is no editor’s pick any more.',
    approved: 'Comment published.',
    rejected: 'Comment rejected.',
    deleteHeading: 'Delete your comment?',
    deleteText: 'The replies to it stay. This cannot be undone.',
    deleteAction: 'Delete',
    moderateHeading: (name) => `Delete the comment by ${name}?`,
    moderateLegend: 'Why? Readers will see it.',
    ground: (text) => `Reason: ${text.toLowerCase()}.`,
    reportHeading: (name) => `Report the comment by ${name}`,
    reportLegend: 'What is wrong with it?',
    reportDetails: 'Details (optional)',
    reportAction: 'Report',
    reported:
      'Thank you. The newsroom’s moderators will read it and decide. The author will not learn who reported it.',
  },
  editing: {
    edit: 'Edit',
    editFor: (count, formatted) => `Edit (${formatted} ${count === 1 ? 'minute' : 'minutes'} left)`,
    label: 'Edit your comment',
    save: 'Save',
    edited: 'Comment changed.',
  },
  notice: {
    legend: 'Notice of illegal content',
    hint: 'Explain in the details why it is illegal. You will be told what was decided.',
    hintKnown:
      'To give a formal notice (Article 16 of the EU’s Digital Services Act), explain in the details why it is illegal and confirm your good faith. Your name and address are only needed if they are not those of your account.',
    name: 'Your name',
    email: 'Your e-mail address',
    goodFaith: 'I believe in good faith that what I say here is accurate and complete.',
  },
  news: {
    shown: (_, formatted) => `${formatted} new`,
    label: (count, formatted) =>
      `${formatted} new ${count === 1 ? 'comment' : 'comments'} since your last visit: go to the next one`,
    mark: 'New since your last visit',
  },
  arrivals: {
    comments: (count, formatted) => `${formatted} new ${count === 1 ? 'comment' : 'comments'}`,
    replies: (count, formatted) => `${formatted} new ${count === 1 ? 'reply' : 'replies'}`,
    repliesTo: (count, formatted, name) =>
      `${formatted} new ${count === 1 ? 'reply' : 'replies'} to ${repliedTo(name)}`,
    came: (count, formatted) =>
      `${formatted} new ${count === 1 ? 'comment has' : 'comments have'} been written.`,
  },
  muting: {
    mute: (name) => `Mute ${name}`,
    unmute: (name) => `Unmute ${name}`,
    muted: (name) => `${name} is muted on this device.`,
    unmuted: (name) => `${name} is not muted any more.`,
    hidden: 'By a reader whom you have muted.',
    look: 'Show',
    list: 'Muted readers',
    none: 'You have muted nobody.',
    again: 'Unmute',
  },
  grounds: {
    abuse: 'Insults or harassment',
    hate: 'Hatred or discrimination',
    spam: 'Advertising or spam',
    'off-topic': 'Off topic',
    illegal: 'Illegal content',
    other: 'Another reason',
  },
  keys: {
    heading: 'Keyboard shortcuts',
    when: 'While you are in the discussion and not writing:',
    next: 'Next comment',
    previous: 'Previous comment',
    reply: 'Reply to the comment',
    vote: 'Vote for the comment, or take the vote back',
    news: 'Next comment that is new since your last visit',
    help: 'These explanations',
    use: 'Use these shortcuts',
  },
  folds: {
    readOn: 'Read on',
    fold: 'Show less',
    of: (text, name) => `${text}, comment by ${name}`,
  },
  branches: {
    hide: (count, formatted, name) =>
      `Hide ${count === 1 ? '1 reply' : `the ${formatted} replies`} to ${repliedTo(name)}`,
    show: (count, formatted, name) =>
      `Show ${count === 1 ? '1 reply' : `the ${formatted} replies`} to ${repliedTo(name)}`,
    replies: (count, formatted) => (count === 1 ? '1 reply' : `${formatted} replies`),
  },
  outbox: {
    queued: 'No connection: this will be sent as soon as possible.',
    reportQueued:
      'Thank you. There is no connection: your report will be sent as soon as possible, and the newsroom’s moderators will read it.',
    sending: 'Sending…',
    waiting: 'Waiting for the network',
    login: 'Waiting until you sign in again',
    behind: 'Waiting for your comment, which was not posted',
    refused: {
      comment: 'Not posted.',
      edit: 'Not changed.',
      delete: 'Not deleted.',
    },
    reportRefused: 'Your report could not be sent.',
    voteRefused: 'Your vote could not be sent.',
    edit: 'Edit',
    discard: 'Discard',
    discarded: 'Discarded.',
    count: (count, formatted) =>
      count === 1
        ? 'One change waits for the network'
        : `${formatted} changes wait for the network`,
    countLogin: (count, formatted) =>
      count === 1
        ? 'One change waits until you sign in again'
        : `${formatted} changes wait until you sign in again`,
    others: (count, formatted) =>
      count === 1
        ? 'One message of another account waits on this device until it signs in again'
        : `${formatted} messages of other accounts wait on this device until they sign in again`,
    countRefused: (count, formatted) =>
      count === 1 ? 'One change was not accepted' : `${formatted} changes were not accepted`,
    sent: (count, formatted) =>
      count === 1 ? 'What waited is sent.' : `${formatted} changes that waited are sent.`,
  },
};
