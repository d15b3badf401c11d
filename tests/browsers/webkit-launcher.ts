import type { BrowserLauncher, TestRunnerCoreConfig } from '@web/test-runner-core';
import { webdriverLauncher, type WebdriverLauncher } from '@web/test-runner-webdriver';
import type { Engine } from './find.js';
import { startWebKitDriver, type WebKitDriver } from './webkit-driver.js';

/** Milliseconds in which a browser that still answers opens or ends a page. */
const PATIENCE = 20_000;
/** The same for a key or a press, and then for the browser's end: together less than a test has. */
const KEY_PATIENCE = 10_000;
const END_PATIENCE = 5_000;

/** What the runner's commands ask a launcher of the type "webdriver" for. */
type Commands = Pick<
  WebdriverLauncher,
  'sendKeys' | 'sendMouseMove' | 'sendMouseClick' | 'sendMouseDown' | 'sendMouseUp' | 'resetMouse'
>;

interface Running {
  driver: WebKitDriver;
  sessions: WebdriverLauncher;
}

/** WebKit through its driver; where a page has taken both with it, the next one finds them anew. */
export function webKitLauncher(engine: Engine): BrowserLauncher & Commands {
  let config: TestRunnerCoreConfig;
  let running: Running | null = null;

  const begin = async (): Promise<Running> => {
    const driver = await startWebKitDriver(engine);
    const { port, capabilities } = driver;
    const sessions = webdriverLauncher({ hostname: '127.0.0.1', port, path: '/', capabilities });
    await sessions.initialize(config);
    return { driver, sessions };
  };

  const end = async (): Promise<void> => {
    const { driver, sessions } = running ?? {};
    running = null;
    if (sessions) await within(END_PATIENCE, sessions.stop()).catch(() => undefined);
    await driver?.stop();
  };

  const current = (): WebdriverLauncher => {
    if (!running) throw new Error('WebKit has been lost');
    return running.sessions;
  };

  /** What it does not do in time, it never will. */
  const orEnd = async <T>(work: Promise<T>, limit = PATIENCE): Promise<T> => {
    try {
      return await within(limit, work);
    } catch (error) {
      await end();
      throw error;
    }
  };

  /** What a test presses; a browser that takes no key may say of no test that it failed. */
  const input = <T>(work: Promise<T>): Promise<T> => orEnd(work, KEY_PATIENCE);

  return {
    name: engine.name,
    type: 'webdriver',
    initialize: (given) => void (config = given),
    async startSession(id, url) {
      running ??= await begin();
      await orEnd(running.sessions.startSession(id, url));
    },
    isActive: (id) => running?.sessions.isActive(id) ?? false,
    // Asked for of a page that went away too, where nobody hears of an error.
    getBrowserUrl: (id) => running?.sessions.getBrowserUrl(id) ?? Promise.resolve(undefined),
    stopSession: (id) => orEnd(current().stopSession(id)),
    stop: end,
    startDebugSession: () => Promise.reject(new Error('WebKit has no debugging session')),
    sendKeys: (...args) => input(current().sendKeys(...args)),
    sendMouseMove: (...args) => input(current().sendMouseMove(...args)),
    sendMouseClick: (...args) => input(current().sendMouseClick(...args)),
    sendMouseDown: (...args) => input(current().sendMouseDown(...args)),
    sendMouseUp: (...args) => input(current().sendMouseUp(...args)),
    resetMouse: (...args) => input(current().resetMouse(...args)),
  };
}

async function within<T>(limit: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`WebKit did not answer in ${limit} ms`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
