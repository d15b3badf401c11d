import axe from 'axe-core';
import type { Page } from 'puppeteer-core';

/** What axe finds wrong with the page, once nothing is on its way to another colour. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    const root = document.querySelector('palabre-thread')?.shadowRoot;
    for (const animation of [...document.getAnimations(), ...(root?.getAnimations() ?? [])]) {
      animation.finish();
    }
  });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
    }),
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join()} ${failureSummary}`),
  );
}

/** How many pixels of the page lie beyond the window’s edge. */
export function reachesBeyond(page: Page): Promise<number> {
  return page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
}
