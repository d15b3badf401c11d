/*
 * All of the product that runs in a page: bundled once, and evaluated for each tab by itself.
 */
export { followAccounts } from '../../../src/discussion/accounts.js';
export { Discussion } from '../../../src/discussion/discussion.js';
export { edit } from '../../../src/discussion/editing.js';
export { standingOf } from '../../../src/discussion/outbox/mending.js';
export { rememberOrigin } from '../../../src/discussion/origin.js';
export { outboxOf } from '../../../src/discussion/outbox/outbox.js';
export { beginOutbox } from '../../../src/discussion/outbox/life.js';
export { post } from '../../../src/discussion/posting.js';
export { actorOf } from '../../../src/discussion/reader.js';
export { report } from '../../../src/discussion/reporting.js';
export { sendWaiting } from '../../../src/discussion/outbox/passing.js';
export { sessionOf } from '../../../src/discussion/session.js';
export { isUnconfirmed, loadViewer } from '../../../src/discussion/viewing.js';
export { vote } from '../../../src/discussion/voting.js';
export { withdraw } from '../../../src/discussion/withdrawing.js';
export { PalabreError } from '../../../src/model/errors.js';
export { newId } from '../../../src/model/new-id.js';
