import './elements/thread/define.js';
import './elements/comment/define.js';
import './elements/composer/define.js';
import './elements/login-prompt/define.js';
import './elements/vote-button/define.js';
import './elements/count/define.js';
import './elements/latest/define.js';
import './elements/highlights/define.js';

export { PalabreThread } from './elements/thread/thread.js';
export { PalabreComment } from './elements/comment/comment.js';
export { PalabreComposer } from './elements/composer/composer.js';
export { PalabreLoginPrompt } from './elements/login-prompt/login-prompt.js';
export { PalabreCount } from './elements/count/count.js';
export { PalabreLatest } from './elements/latest/latest.js';
export { PalabreHighlights } from './elements/highlights/highlights.js';
export { PalabreVoteButton } from './elements/vote-button/vote-button.js';
export {
  PalabreEvent,
  type GuestRequest,
  type LinkRequest,
  type PostRequest,
  type ReplyRequest,
  type VoteRequest,
} from './elements/events.js';
export { PalabreRequestEvent } from './elements/request-event.js';
export type { CommentsBackend } from './backend/contract.js';
export type * from './model/comment.js';
export type { Guest } from './model/guest.js';
export type * from './model/thread.js';
export type * from './model/viewer.js';
export { PalabreError, type ErrorCode } from './model/errors.js';
