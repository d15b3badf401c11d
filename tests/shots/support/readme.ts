import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateName } from '../page/states.js';
import { ROOT } from '../../support/steps.js';
import type { Camera } from './camera.js';
import { packed } from './pack.js';
import type { PageOptions } from './page.js';

interface Picture extends PageOptions {
  state: StateName;
  /** CSS pixels. */
  width: number;
  /** CSS pixels: what is below is cut off. */
  height: number;
}

const FOLDER = join(ROOT, 'demo/pictures');
const plain = { language: 'en', scheme: 'light', theme: null } as const;

/** What the README shows, by the names of the files. */
const PICTURES: Record<string, Picture> = {
  reading: { ...plain, state: 'reading', width: 720, height: 720 },
  dark: { ...plain, state: 'visitor', scheme: 'dark', width: 320, height: 720 },
  tech: { ...plain, state: 'composing', theme: 'tech', width: 720, height: 720 },
  mirrored: { ...plain, state: 'reading', language: 'mirrored', width: 320, height: 720 },
};

/** Takes the pictures of the README, twice as fine as they are shown. @returns their paths */
export async function takePictures(camera: Camera, origin: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true });
  const paths: string[] = [];
  for (const [name, { state, width, height, theme, ...rest }] of Object.entries(PICTURES)) {
    const query = new URLSearchParams({ state, ...rest, ...(theme && { theme }) });
    const url = `${origin}/?${query}`;
    const shot = await camera.take({ url, width, isWindow: true, height, scale: 2 });
    const path = join(FOLDER, `${name}.png`);
    writeFileSync(path, packed(shot));
    paths.push(path);
  }
  return paths;
}
