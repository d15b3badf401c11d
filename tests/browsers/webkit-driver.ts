import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, supervise, until } from '../support/processes.js';
import type { Engine } from './find.js';

export interface WebKitDriver {
  port: number;
  capabilities: Record<string, unknown>;
  stop(): Promise<void>;
}

/** A WebDriver server for WebKitGTK, with a screen of its own: MiniBrowser has no headless mode. */
export async function startWebKitDriver(engine: Engine): Promise<WebKitDriver> {
  if (!engine.driver) throw new Error(`${engine.name} has no WebDriver server`);
  const screen = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp'];
  const xvfb = supervise('Xvfb', ['-displayfd', '1', ...screen]);
  const [, display] = await xvfb.says(/^(\d+)\n/m);
  const port = await freePort();
  const home = mkdtempSync(join(tmpdir(), 'palabre-webkit-'));
  const driver = supervise(engine.driver, [`--port=${port}`, '--host=127.0.0.1'], {
    env: { ...process.env, ...engine.env, HOME: home, DISPLAY: `:${display}`, GDK_BACKEND: 'x11' },
    leftovers: home,
  });
  const stop = async (): Promise<void> => {
    await driver.stop();
    await xvfb.stop();
  };
  const status = `http://127.0.0.1:${port}/status`;
  const ready = (): Promise<boolean> =>
    fetch(status).then(
      ({ ok }) => ok,
      () => false,
    );
  try {
    await until(ready, `WebKitWebDriver on port ${port}`);
  } catch (error) {
    await stop();
    throw new Error(`WebKitWebDriver did not start\n${driver.output()}`, { cause: error });
  }
  return { port, stop, capabilities: capabilitiesOf(engine) };
}

function capabilitiesOf({ executablePath, args }: Engine): Record<string, unknown> {
  return {
    browserName: 'MiniBrowser',
    // Without it the client asks for BiDi, which this driver refuses.
    'wdio:enforceWebDriverClassic': true,
    'webkitgtk:browserOptions': { binary: executablePath, args: [...args] },
  };
}
