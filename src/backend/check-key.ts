import { PalabreError } from '../model/errors.js';
import { isThreadKey } from '../model/thread.js';

/** @throws PalabreError `invalid` for a key that may not be sent */
export function checkKey(key: string): void {
  if (!isThreadKey(key)) throw new PalabreError('invalid', 'a thread key has 1 to 1,024 bytes');
}
