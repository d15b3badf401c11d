import { absoluteAddress } from './address.js';

/** The token of this device's guest. */
export interface GuestToken {
  read(): string | null;
  /** `null` forgets it. */
  write(token: string | null): void;
}

const PREFIX = 'palabre-guest ';

/** What the device would not keep, by key. */
const unkept = new Map<string, string>();

/** Guests of backends that have no address. */
const passing = new WeakMap<object, string>();

/**
 * Where a guest's token is kept: for a backend at an address on the device, so that the guest is
 * known after a reload, and where the device keeps nothing as long as the page. The token of an
 * object of the page's own lasts as long as the object: another page's may be another backend.
 */
export function guestToken(backend: string | object): GuestToken {
  return typeof backend === 'string'
    ? ofAddress(PREFIX + absoluteAddress(backend))
    : ofObject(backend);
}

function ofAddress(key: string): GuestToken {
  return {
    read() {
      try {
        return unkept.get(key) ?? localStorage.getItem(key);
      } catch {
        return null;
      }
    },
    write(token) {
      unkept.delete(key);
      try {
        if (token === null) localStorage.removeItem(key);
        else localStorage.setItem(key, token);
      } catch {
        if (token !== null) unkept.set(key, token);
      }
    },
  };
}

function ofObject(backend: object): GuestToken {
  return {
    read: () => passing.get(backend) ?? null,
    write(token) {
      if (token === null) passing.delete(backend);
      else passing.set(backend, token);
    },
  };
}
