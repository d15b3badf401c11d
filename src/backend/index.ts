/**
 * For whoever connects comments that live elsewhere: the contract, the model's types, the errors,
 * and the border that every answer crosses.
 * @module
 */
export * from './contract.js';
export * from './parse.js';
export * from './required.js';
export { checked, type UncheckedBackend } from './checked.js';
export { resolveBackend, type ResolveOptions } from './resolve.js';
export * from '../model/body.js';
export * from '../model/comment.js';
export * from '../model/error-codes.js';
export * from '../model/errors.js';
export * from '../model/guest.js';
export * from '../model/id.js';
export * from '../model/moderation.js';
export * from '../model/new-id.js';
export * from '../model/notice.js';
export * from '../model/report.js';
export * from '../model/source.js';
export * from '../model/thread.js';
export * from '../model/viewer.js';
