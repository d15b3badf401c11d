import { readKept, writeKept } from './device.js';

const NAME = 'keys';
const OFF = 'off';

/** Whether this device's reader goes through threads by single keys; so by default. */
export function readsByKeys(): boolean {
  return readKept(NAME) !== OFF;
}

export function writeReadsByKeys(isOn: boolean): void {
  writeKept(NAME, isOn ? null : OFF);
}
