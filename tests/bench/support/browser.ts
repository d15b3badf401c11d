import puppeteer, { type Browser } from 'puppeteer-core';
import type { Engine } from '../../browsers/find.js';

/** An engine for pages that are measured. */
export function launch({ executablePath, args, env }: Engine): Promise<Browser> {
  return puppeteer.launch({ executablePath, args: [...args], env: { ...process.env, ...env } });
}
