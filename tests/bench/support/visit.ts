import { readFileSync } from 'node:fs';
import type { Browser, CDPSession, Page } from 'puppeteer-core';

/** A reader's machine and network. */
export interface Conditions {
  name: string;
  /** How many times slower the processor is. */
  cpu: number;
  network: { latency: number; bytesPerSecond: number } | null;
}

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
  await page.waitForNetworkIdle({ idleTime: 300, timeout: TIMEOUT });
  await page.evaluate(
    () => new Promise<void>((resolve) => requestIdleCallback(() => setTimeout(resolve, 100))),
  );
}

function probeOf(page: Page): Promise<Probe> {
  return page.evaluate('probe') as Promise<Probe>;
}
