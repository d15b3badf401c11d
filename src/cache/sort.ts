import { isSort, type Sort } from '../model/thread.js';
import { readKept, writeKept } from './device.js';

const NAME = 'sort';

/** The order that this device's reader has chosen; `null` for none. */
export function readSort(): Sort | null {
  const kept = readKept(NAME);
  return isSort(kept) ? kept : null;
}

export function writeSort(sort: Sort): void {
  writeKept(NAME, sort);
}
