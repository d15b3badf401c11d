import type { BrowserLauncher, TestRunnerCoreConfig } from '@web/test-runner-core';
import { webdriverLauncher, type WebdriverLauncher } from '@web/test-runner-webdriver';
import type { Engine } from './find.js';
import { startWebKitDriver, type WebKitDriver } from './webkit-driver.js';

/** Milliseconds in which a browser that still answers ends a page. */
const PATIENCE = 20_000;

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
    if (sessions) await within(PATIENCE, sessions.stop()).catch(() => undefined);
    await driver?.stop();
  };

  const current = (): WebdriverLauncher => {
    if (!running) throw new Error('WebKit has been lost');
    return running.sessions;
  };

  /** What it does not do in time, it never will. */
  const orEnd = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await within(PATIENCE, work);
    } catch (error) {
      await end();
      throw error;
    }
  };

  return {
    name: engine.name,
    type: 'webdriver',
    initialize: (given) => void (config = given),
    async startSession(id, url) {
      running ??= await begin();
      await orEnd(running.sessions.startSession(id, url));
    },
    isActive: (id) => running?.sessions.isActive(id) ?? false,
    getBrowserUrl: (id) => current().getBrowserUrl(id),
    stopSession: (id) => orEnd(current().stopSession(id)),
    stop: end,
    startDebugSession: () => Promise.reject(new Error('WebKit has no debugging session')),
    sendKeys: (...args) => current().sendKeys(...args),
    sendMouseMove: (...args) => current().sendMouseMove(...args),
    sendMouseClick: (...args) => current().sendMouseClick(...args),
    sendMouseDown: (...args) => current().sendMouseDown(...args),
    sendMouseUp: (...args) => current().sendMouseUp(...args),
    resetMouse: (...args) => current().resetMouse(...args),
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
