/*
 * What a tab reaches and does not take with it when it ends: the server, and the device's database.
 */
export { IDBFactory } from 'fake-indexeddb';
export { memoryBackend } from '../../../src/backend/adapters/memory.js';
