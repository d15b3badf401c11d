import { OPTIONAL_METHODS, PAGE_METHODS } from '../contract.js';
import type { OptionalMethod } from './site.js';

const LOSSES: Record<OptionalMethod, string> = {
  loadChanges: 'what others write is seen at the next visit, which loads the first page again',
  subscribe: 'what others write is asked for now and then',
  loadViewer: 'everybody is a visitor who only reads',
  createGuest: 'a name is never enough, one has to sign in',
  loadCounts: 'comment counts are not known',
  loadLatest: 'the latest comments of the site are not known',
  createComment: 'nobody writes',
  editComment: 'a comment cannot be edited, nor changed before it is sent again',
  deleteComment: 'comments cannot be withdrawn',
  voteComment: 'votes are not shown',
  pickComment: 'editors pick nothing',
  reportComment: 'comments cannot be reported',
  moderateComment: 'moderators approve and restore nothing',
  loadQueue: 'what waits for moderators is not shown to them',
  suspendAccount: 'accounts are suspended elsewhere',
  updateThread: 'threads cannot be closed or named',
  eraseAccount: 'accounts are erased elsewhere',
  exportAccount: 'accounts are exported elsewhere',
};

/** What is lost without a method, and whether that is lost in the page. */
export const CONSEQUENCES = Object.fromEntries(
  OPTIONAL_METHODS.map((method) => {
    const isPages = (PAGE_METHODS as readonly OptionalMethod[]).includes(method);
    return [method, isPages ? LOSSES[method] : `${LOSSES[method]}; the page does not call it yet`];
  }),
) as Record<OptionalMethod, string>;
