import type { Clock } from './clock.js';
import type { Owner } from './locks.js';

interface Port {
  owner: Owner;
  name: string;
  hear(data: unknown): void;
}

/** What the tabs of one browser tell one another: heard by all others that live, in that order. */
export class Channels {
  readonly #ports: Port[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `BroadcastChannel` as a tab has it. */
  of(owner: Owner): unknown {
    const ports = this.#ports;
    const clock = this.#clock;
    return class extends EventTarget {
      readonly #name: string;

      constructor(name: string) {
        super();
        this.#name = name;
        const hear = (data: unknown): void =>
          void this.dispatchEvent(new MessageEvent('message', { data }));
        ports.push({ owner, name, hear });
      }

      postMessage(data: unknown): void {
        if (!owner.isAlive) return;
        const copy: unknown = structuredClone(data);
        for (const port of ports) {
          if (port.owner === owner || port.name !== this.#name) continue;
          clock.after(0, () => port.hear(structuredClone(copy)), port.owner);
        }
      }
    };
  }
}
