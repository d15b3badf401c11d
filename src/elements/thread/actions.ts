/** What changes a thread: fetched once there is time, for nobody needs it to read. */
export { post } from '../../discussion/posting.js';
export { vote } from '../../discussion/voting.js';
