import { PNG } from 'pngjs';
import type { Engine } from '../../browsers/find.js';
import { openWebKitPage, type WebKitPage } from '../../e2e/support/webkit-page.js';
import { until } from '../../support/processes.js';
import { demandReady, SHOT, WINDOW_HEIGHT, type Camera, type Sight } from './camera.js';

/** Wide enough for its bar of buttons; the page is in a frame, which may be narrower. */
const WIDTH = 1_280;

export async function webkitCamera(engine: Engine): Promise<Camera> {
  const page = await openWebKitPage(engine);
  return {
    async take(sight) {
      await open(page, sight);
      const height = sight.isWindow ? WINDOW_HEIGHT : await makeWhole(page, sight);
      await resize(page, sight.width, height);
      return crop(await page.screenshot(), sight.width, height);
    },
    close: () => page.close(),
  };
}

async function open(page: WebKitPage, sight: Sight): Promise<void> {
  await page.goto(sight.url.replace('/?', '/frame?'));
  await resize(page, sight.width, WINDOW_HEIGHT);
  let said: string | null = null;
  await until(async () => {
    said = await page.run(`return frames[0].${SHOT} ?? null`);
    return said !== null;
  }, sight.url);
  demandReady(said!, sight);
}

/** Makes the frame as high as the page in it, and answers how high that is. */
async function makeWhole(page: WebKitPage, { url, width }: Sight): Promise<number> {
  for (let round = 0, before = WINDOW_HEIGHT; round < 8; round++) {
    const height = await page.run<number>('return frames[0].document.documentElement.offsetHeight');
    if (height === before) return height;
    await resize(page, width, (before = height));
  }
  throw new Error(`${url}: the page grows with its window`);
}

async function resize(page: WebKitPage, width: number, height: number): Promise<void> {
  await page.run(`const { style } = document.querySelector('iframe');
    style.width = '${width}px'; style.height = '${height}px';`);
  await page.resize(WIDTH, height);
}

/** A part of a PNG, from its upper left corner. */
function crop(shot: Buffer, width: number, height: number): Buffer {
  const whole = PNG.sync.read(shot);
  const part = new PNG({ width, height });
  PNG.bitblt(whole, part, 0, 0, width, height, 0, 0);
  return PNG.sync.write(part);
}
