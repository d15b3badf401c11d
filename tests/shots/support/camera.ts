/** What is to be photographed. */
export interface Sight {
  /** An address of the site. */
  url: string;
  /** CSS pixels. */
  width: number;
  /** Whether a window is shown, or the whole page. */
  isWindow: boolean;
  /** CSS pixels of the window, instead of the usual ones. Only in Chromium and Firefox. */
  height?: number;
  /** Pixels for a CSS pixel; 1 by default. Only in Chromium. */
  scale?: number;
}

export interface Camera {
  /** A PNG. @throws Error where the page says that something went wrong */
  take(sight: Sight): Promise<Buffer>;
  close(): Promise<void>;
}

/** CSS pixels: how high a window is, and a page before its own height is known. */
export const WINDOW_HEIGHT = 800;

/** Asked in the page until it answers something. */
export const SHOT = 'document.documentElement.dataset.shot';

/** @throws Error unless a page says that it is ready */
export function demandReady(said: string, { url }: Sight): void {
  if (said !== 'ready') throw new Error(`${url}: ${said}`);
}
