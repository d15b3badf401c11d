import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'puppeteer-core';

/** A reader's machine and network. */
export interface Conditions {
  name: string;
  /** How many times slower the processor is. */
  cpu: number;
  network: { latency: number; bytesPerSecond: number } | null;
}

export const UNSLOWED: Conditions = { name: 'as it is', cpu: 1, network: null };

/** A cheap phone on a bad line: 1.6 Mbit/s and 150 ms. */
export const SLOW: Conditions = {
  name: 'processor 4 times slower, 1.6 Mbit/s, 150 ms',
  cpu: 4,
  network: { latency: 150, bytesPerSecond: 200_000 },
};

export interface Probe {
  /** Milliseconds from the navigation to the end of the frame with the first, and with all. */
  first: number;
  all: number;
  /** Cumulative layout shift. */
  shift: number;
  /** Milliseconds. */
  longest: number;
  blocking: number;
  /** From an event to the next paint; 0: shorter than is reported. */
  interaction: number;
}

export interface Visit extends Probe {
  /** On the wire, of scripts and of the rest that they ask for. */
  bytes: number;
  heap: number;
  nodes: number;
}

const PROBE = readFileSync(new URL('probe.js', import.meta.url), 'utf8');
const TIMEOUT = 180_000;

/** Opens a page with nothing in any cache, waits until all comments are there, and says how it was. */
export async function visit(browser: Browser, url: string, on: Conditions): Promise<Visit> {
  return withPage(browser, url, on, async (page, session, bytes) => {
    await session.send('HeapProfiler.collectGarbage');
    const { JSHeapUsedSize = NaN, Nodes = NaN } = await page.metrics();
    return { ...(await probeOf(page)), bytes: bytes(), heap: JSHeapUsedSize, nodes: Nodes };
  });
}

/** What a second visit is like, once the device has what the first one showed. */
export interface Revisit {
  /** Milliseconds from the navigation to the end of the frame with the first comment. */
  cold: number;
  again: number;
  /** Of what the comment server answered to the second visit but scripts, on the wire, headers included. */
  bytes: number;
  /** Without any answer from the comment server but scripts: `null` where none is shown. */
  unanswered: number | null;
}

/** Visits a page twice with what a browser keeps by itself, and a third time without answers. */
export async function revisit(browser: Browser, url: string, on: Conditions): Promise<Revisit> {
  return withPage(browser, url, on, async (page, session) => {
    const cold = (await probeOf(page)).first;
    await kept(page);
    let bytes = 0;
    const asked = new Set<string>();
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.url.includes('/v1/')) asked.add(requestId);
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (asked.has(requestId)) bytes += encodedDataLength;
    });
    const visitAgain = async (): Promise<number> => {
      await page.goto('about:blank');
      await page.goto(url, { timeout: TIMEOUT });
      await page.waitForFunction('probe.first !== null', { timeout: 15_000 });
      return (await probeOf(page)).first;
    };
    const again = await visitAgain();
    await settled(page);
    const answered = bytes;
    await session.send('Network.setBlockedURLs', { urls: ['*/v1/*'] });
    const unanswered = await visitAgain().catch(() => null);
    return { cold, again, bytes: answered, unanswered };
  });
}

/** Waits until the device has the thread, as it does a moment after that is shown. */
async function kept(page: Page): Promise<void> {
  if (!(await page.$('palabre-thread'))) return;
  await page.waitForFunction(
    () => Object.keys(localStorage).some((key) => key.startsWith('palabre-kept ')),
    { timeout: TIMEOUT },
  );
}

/** The memory of a page that is read while things happen in it. */
export interface Watched {
  page: Page;
  /** Bytes of the heap after a collection. */
  heap: () => Promise<number>;
}

/** Opens a page and stays on it while `live` goes on. */
export async function watch<T>(
  browser: Browser,
  url: string,
  on: Conditions,
  live: (watched: Watched) => Promise<T>,
): Promise<T> {
  return withPage(browser, url, on, (page, session) =>
    live({
      page,
      async heap() {
        // What is freed late is freed by the second one.
        await session.send('HeapProfiler.collectGarbage');
        await session.send('HeapProfiler.collectGarbage');
        return (await page.metrics()).JSHeapUsedSize ?? NaN;
      },
    }),
  );
}

/** The longest time from a press on the first vote button until the page shows it, in milliseconds. */
export async function vote(browser: Browser, url: string, on: Conditions): Promise<number> {
  return withPage(browser, url, on, async (page) => {
    const button = await page.waitForSelector("palabre-thread >>> button[part~='vote-button']", {
      timeout: TIMEOUT,
    });
    await settled(page);
    await page.evaluate('probe.interaction = 0');
    await button?.click();
    await page.waitForFunction(
      (pressed) => pressed?.getAttribute('aria-pressed') === 'true',
      { timeout: TIMEOUT, polling: 100 },
      button,
    );
    await settled(page);
    return (await probeOf(page)).interaction;
  });
}

async function withPage<T>(
  browser: Browser,
  url: string,
  { cpu, network }: Conditions,
  look: (page: Page, session: CDPSession, bytes: () => number) => Promise<T>,
): Promise<T> {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    const session = await page.createCDPSession();
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await session.send('Network.enable');
    if (network) {
      await session.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: network.latency,
        downloadThroughput: network.bytesPerSecond,
        uploadThroughput: network.bytesPerSecond,
      });
    }
    await session.send('Emulation.setCPUThrottlingRate', { rate: cpu });
    await page.evaluateOnNewDocument(PROBE);
    await page.goto(url, { timeout: TIMEOUT });
    await page.waitForFunction('probe.all !== null', { timeout: TIMEOUT });
    await settled(page);
    return await look(page, session, () => bytes);
  } finally {
    await context.close();
  }
}

/** Until nothing is asked for any more, and the browser has had a moment without work. */
async function settled(page: Page): Promise<void> {
  // One request at most: live events never end.
  await page.waitForNetworkIdle({ idleTime: 300, concurrency: 1, timeout: TIMEOUT });
  await page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => setTimeout(resolve, 100))),
  );
}

function probeOf(page: Page): Promise<Probe> {
  return page.evaluate('probe') as Promise<Probe>;
}
