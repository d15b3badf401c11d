/*
 * What the reader of this device has chosen for every thread: the order, and whether to go through
 * comments by single keys. Reading and keeping it never fails, and it lasts at least as long as the page.
 */
export { readsByKeys, writeReadsByKeys } from '../cache/keys.js';
export { readSort, writeSort } from '../cache/sort.js';
