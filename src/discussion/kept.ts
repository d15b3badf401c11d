/** Whether the device has kept a thread; said at once, and never wrongly for long. */
export { isKept } from '../cache/kept.js';
