import type { Engine } from '../../browsers/find.js';
import type { Camera } from './camera.js';
import { puppeteerCamera } from './puppeteer-camera.js';
import { webkitCamera } from './webkit-camera.js';

export function openCamera(engine: Engine): Promise<Camera> {
  return engine.name === 'webkit' ? webkitCamera(engine) : puppeteerCamera(engine);
}
