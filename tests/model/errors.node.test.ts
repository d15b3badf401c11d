import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES, isErrorCode } from '../../src/model/error-codes.js';
import { isAbort, PalabreError, toPalabreError } from '../../src/model/errors.js';

describe('PalabreError', () => {
  it('has a code of a closed list, which says whether asking again may help', () => {
    const retryable = ERROR_CODES.filter((code) => new PalabreError(code, '').retryable);
    assert.deepEqual(retryable, [
      'network',
      'timeout',
      'malformed',
      'unavailable',
      'internal',
      'wait',
    ]);
    for (const code of ERROR_CODES) assert.equal(isErrorCode(code), true);
    for (const code of ['', 'toString', 'constructor', '__proto__', null, 401]) {
      assert.equal(isErrorCode(code), false);
    }
  });

  it('knows when to ask again, or that it does not', () => {
    assert.equal(new PalabreError('wait', '').retryAfter, null);
    assert.equal(new PalabreError('wait', '', { retryAfter: 0 }).retryAfter, 0);
  });

  it('comes of anything thrown', () => {
    const own = new PalabreError('gone', 'x');
    assert.equal(toPalabreError(own), own);
    const cause = new TypeError('why');
    const made = toPalabreError(cause);
    assert.deepEqual([made.code, made.message, made.cause], ['internal', 'why', cause]);
    for (const thrown of ['text', null, undefined, 7, { code: 'gone' }]) {
      assert.equal(toPalabreError(thrown).code, 'internal');
    }
  });

  it('is no abort', () => {
    const controller = new AbortController();
    controller.abort();
    assert.equal(isAbort(controller.signal.reason), true);
    assert.equal(isAbort(new PalabreError('network', 'AbortError')), false);
    assert.equal(isAbort('AbortError'), false);
  });
});
