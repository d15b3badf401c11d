import type { Messages } from './messages.js';

// A browser's first date of a language is dear; here it is paid while the elements are on their way.
new Intl.DateTimeFormat('en', { dateStyle: 'long' }).format();

export const messages: Messages = {
  heading: 'Comments',
  commentCount: (count, formatted) => `${formatted} ${count === 1 ? 'comment' : 'comments'}`,
  highlights: 'Readers’ favourite comments',
  empty: 'No comments yet.',
  failed: 'The comments could not be loaded.',
  retry: 'Try again',
  more: (_, formatted) => `Show more comments (${formatted} left)`,
  moreReplies: (count, formatted) =>
    count === 1 ? 'Show one more reply' : `Show ${formatted} more replies`,
  reply: 'Reply',
  replyTo: (name) => `Reply to ${name}`,
  inReplyTo: (name) => `in reply to ${name}`,
  inReplyToGone: 'in reply to a deleted comment',
  permalink: (date) => `link to this comment, ${date}`,
  edited: (date) => `edited · ${date}`,
  withheld: {
    pending: 'Waiting for moderation: not published yet.',
    rejected: 'Rejected by moderation: not published.',
  },
  picked: 'Editor’s pick',
  badges: { staff: 'Staff', author: 'Author of the article', expert: 'Expert', guest: 'Guest' },
  tombstones: {
    author: 'This comment was deleted by its author.',
    moderation: 'This comment was deleted by a moderator.',
    'account-erased': 'This comment was deleted because its author’s account was deleted.',
  },
  vote: 'Vote',
  voteFor: (name) => `comment by ${name}`,
  votes: (count, formatted) => `${formatted} ${count === 1 ? 'vote' : 'votes'}`,
};
