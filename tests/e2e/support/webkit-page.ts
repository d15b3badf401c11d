import type { Engine } from '../../browsers/find.js';
import { startWebKitDriver } from '../../browsers/webkit-driver.js';

/** A page in WebKit, as far as its WebDriver server tells of it. */
export interface WebKitPage {
  goto(url: string): Promise<void>;
  /** To the page before, as the button does. */
  back(): Promise<void>;
  /** Runs the body of a function in the page, and answers what it returns. */
  run<T>(body: string): Promise<T>;
  /** Presses the keys of a text, on whatever has the focus. */
  type(text: string): Promise<void>;
  /** The computed role and name of each element that the body returns. */
  computed(body: string): Promise<[role: string, name: string][]>;
  /** Gives the window at least so much room for a page, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** What the window shows of the page, as a PNG. */
  screenshot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** CSS pixels that the window needs besides: more than its bar of buttons is high. */
const BAR = 80;

export async function openWebKitPage(engine: Engine): Promise<WebKitPage> {
  const driver = await startWebKitDriver(engine);
  const send = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${driver.port}/session${path}`, {
      method,
      body: body ? JSON.stringify(body) : null,
    });
    const { value } = (await response.json()) as { value: T };
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(value)}`);
    return value;
  };
  // The driver refuses what only its usual client understands.
  const { 'wdio:enforceWebDriverClassic': _, ...alwaysMatch } = driver.capabilities;
  const capabilities = { capabilities: { alwaysMatch } };
  const { sessionId } = await send<{ sessionId: string }>('POST', '', capabilities);
  const run = <T>(script: string): Promise<T> =>
    send<T>('POST', `/${sessionId}/execute/sync`, { script, args: [] });

  return {
    run,
    goto: (url) => send('POST', `/${sessionId}/url`, { url }),
    back: () => send('POST', `/${sessionId}/back`, {}),
    async type(text) {
      const presses = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      const keyboard = { type: 'key', id: 'keyboard', actions: presses };
      await send('POST', `/${sessionId}/actions`, { actions: [keyboard] });
    },
    async computed(body) {
      const elements = await run<Record<string, string>[]>(body);
      const found: [string, string][] = [];
      for (const element of elements) {
        const path = `/${sessionId}/element/${Object.values(element)[0]}`;
        found.push([
          await send<string>('GET', `${path}/computedrole`),
          await send<string>('GET', `${path}/computedlabel`),
        ]);
      }
      return found;
    },
    async resize(width, height) {
      const rect = { x: 0, y: 0, width, height: height + BAR };
      await send('POST', `/${sessionId}/window/rect`, rect);
    },
    async screenshot() {
      return Buffer.from(await send<string>('GET', `/${sessionId}/screenshot`), 'base64');
    },
    async close() {
      await send('DELETE', `/${sessionId}`).catch(() => undefined);
      await driver.stop();
    },
  };
}
