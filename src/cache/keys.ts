const KEY = 'palabre-keys';
const OFF = 'off';

/** What the device would not keep, for as long as the page lasts. */
let unkept: boolean | null = null;

/** Whether this device's reader goes through threads by single keys; so by default. */
export function readsByKeys(): boolean {
  if (unkept !== null) return unkept;
  try {
    return localStorage.getItem(KEY) !== OFF;
  } catch {
    return true;
  }
}

/** Keeps on the device what the reader has chosen, or with the page where the device refuses. */
export function writeReadsByKeys(isOn: boolean): void {
  unkept = null;
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, OFF);
  } catch {
    unkept = isOn;
  }
}
