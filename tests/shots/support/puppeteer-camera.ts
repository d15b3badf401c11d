import type { HTTPRequest, Page } from 'puppeteer-core';
import type { Engine } from '../../browsers/find.js';
import { launchEngine } from '../../browsers/launch.js';
import { demandReady, SHOT, WINDOW_HEIGHT, type Camera, type Sight } from './camera.js';

/** Letters as the fonts have them, whatever the machine would make of them. */
const STEADY = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb'];

export async function puppeteerCamera(engine: Engine): Promise<Camera> {
  const args = engine.name === 'chromium' ? [...engine.args, ...STEADY] : engine.args;
  const browser = await launchEngine({ ...engine, args });
  const page = await browser.newPage();
  if (engine.name === 'chromium') await answerPictures(page);
  return {
    async take(sight) {
      await open(page, sight);
      if (!sight.isWindow) await makeWhole(page, sight);
      return Buffer.from(await page.screenshot({ captureBeyondViewport: false }));
    },
    close: () => browser.close(),
  };
}

async function open(page: Page, sight: Sight): Promise<void> {
  const { url, width, height = WINDOW_HEIGHT, scale = 1 } = sight;
  await page.setViewport({ width, height, deviceScaleFactor: scale });
  await page.goto(url, { waitUntil: 'domcontentloaded' });
  const handle = await page.waitForFunction(SHOT);
  demandReady((await handle.jsonValue()) as string, sight);
}

/** Makes the window as high as the page, which may grow once more is in sight. */
async function makeWhole(page: Page, { url, width, scale = 1 }: Sight): Promise<void> {
  for (let round = 0; round < 8; round++) {
    const height = await page.evaluate(heightInFrames);
    if (height === page.viewport()!.height) return;
    await page.setViewport({ width, height, deviceScaleFactor: scale });
  }
  throw new Error(`${url}: the page grows with its window`);
}

/** The height that the page has once two frames were shown. */
async function heightInFrames(): Promise<number> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  return Math.max(document.documentElement.offsetHeight, 1);
}

/** Authors' pictures are at https addresses, as a backend must say them. */
async function answerPictures(page: Page): Promise<void> {
  await page.setRequestInterception(true);
  page.on('request', (request) => void answer(request));
}

function answer(request: HTTPRequest): Promise<void> {
  const [, hue] = /^https:\/\/pictures\.example\/(\d+)/.exec(request.url()) ?? [];
  if (hue === undefined) return request.continue();
  const body = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">
    <rect width="8" height="8" fill="hsl(${Number(hue) * 90} 40% 55%)"/>
    <circle cx="4" cy="3" r="1.6" fill="#fff"/><circle cx="4" cy="8.4" r="3.4" fill="#fff"/></svg>`;
  return request.respond({ contentType: 'image/svg+xml', body });
}
