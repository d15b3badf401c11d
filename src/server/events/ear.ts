/** A connection on which a server listens, as long as the server lives. */
export interface Ear {
  start(): void;
  /** Whether what is said is heard: something that we said ourselves has come back. */
  hears(): boolean;
  close(): Promise<void>;
}

export interface EarOptions {
  /** @returns ends the connection */
  open: (onMessage: (text: string) => void, onLost: () => void) => Promise<() => Promise<void>>;
  /** What we say to hear it ourselves. */
  probe: string;
  send: (text: string) => Promise<unknown>;
  onMessage: (text: string) => void;
  /** It is heard from now on; what was said before may have been missed. */
  onHeard: () => void;
  onNotice: (message: string) => void;
}

/** Milliseconds in which there must be a connection. */
const OPEN_MS = 10_000;

/** Milliseconds in which our own words must come back, and between two times of asking. */
const ECHO_MS = 5_000;
const PROBE_MS = 30_000;

/** Milliseconds before another try: twice as many each time, never more than the last. */
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 300_000;

/**
 * A connection may be there and carry nothing: behind a pooler, or over a network that is gone. So
 * what counts is that our own words come back.
 */
export function createEar(options: EarOptions): Ear {
  const { open, probe, send, onMessage, onHeard, onNotice } = options;
  let hasStarted = false;
  let isClosed = false;
  let hears = false;
  let tries = 0;
  let timer: NodeJS.Timeout | undefined;
  let end: (() => Promise<void>) | null = null;
  /** Tells one connection from those before it. */
  let current = 0;

  function wait(milliseconds: number, work: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(work, milliseconds).unref();
  }

  async function connect(): Promise<void> {
    const mine = (current += 1);
    const isCurrent = (): boolean => mine === current && !isClosed;
    const lost = (): void => {
      if (isCurrent()) lose();
    };
    wait(OPEN_MS, lost);
    try {
      const opened = await open((text) => {
        if (!isCurrent()) return;
        if (text === probe) heard();
        else onMessage(text);
      }, lost);
      if (!isCurrent()) return await opened();
      end = opened;
      ask();
    } catch {
      lost();
    }
  }

  function ask(): void {
    wait(ECHO_MS, lose);
    send(probe).catch(() => undefined);
  }

  function heard(): void {
    wait(PROBE_MS, ask);
    if (tries > 0) onNotice('Other servers are heard again.');
    tries = 0;
    if (hears) return;
    hears = true;
    onHeard();
  }

  function lose(): void {
    current += 1;
    if (hears || tries === 0) {
      onNotice('Other servers are not heard (LISTEN): readers see what they write a little later.');
    }
    hears = false;
    void hangUp();
    wait(Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** tries), () => void connect());
    tries += 1;
  }

  async function hangUp(): Promise<void> {
    const ended = end?.();
    end = null;
    await ended?.catch(() => undefined);
  }

  return {
    start() {
      if (hasStarted || isClosed) return;
      hasStarted = true;
      void connect();
    },
    hears: () => hears,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await hangUp();
    },
  };
}
