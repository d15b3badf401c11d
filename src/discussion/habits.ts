import { readsByKeys, writeReadsByKeys } from '../cache/keys.js';

/** Whether the reader of this device goes through threads by single keys. */
export function usesKeys(): boolean {
  return readsByKeys();
}

/** The reader's choice; never fails, and lasts at least as long as the page. */
export function useKeys(isOn: boolean): void {
  writeReadsByKeys(isOn);
}
