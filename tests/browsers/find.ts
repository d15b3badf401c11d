import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { outputOf } from '../support/processes.js';
import { packagedChromium } from './packaged-chromium.js';

export const ENGINE_NAMES = ['chromium', 'firefox', 'webkit'] as const;
export type EngineName = (typeof ENGINE_NAMES)[number];

export interface Engine {
  name: EngineName;
  version: string;
  executablePath: string;
  args: readonly string[];
  /** Additions to the environment that the engine runs in. */
  env: Readonly<Record<string, string>>;
  /** WebKit only: the WebDriver server that starts it. */
  driver?: string;
}

const CHROMIUM_PATHS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const FIREFOX_PATHS = [
  'firefox-esr',
  'firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];

// Where the network is closed, Chromium's own calls home are refused by the hundred and slow it.
const CHROMIUM_ARGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Every engine on this machine, or those named in PALABRE_ENGINES (comma-separated) of them. */
export async function findEngines(): Promise<Engine[]> {
  const wanted = process.env['PALABRE_ENGINES']?.split(',');
  const finders = { chromium: findChromium, firefox: findFirefox, webkit: findWebKit };
  const found = await Promise.all(
    ENGINE_NAMES.filter((name) => !wanted || wanted.includes(name)).map((name) => finders[name]()),
  );
  return found.filter((engine) => engine !== undefined);
}

/** PALABRE_CHROMIUM names the binary; `npm` stands for the one that comes as a package. */
export async function findChromium(): Promise<Engine | undefined> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const engine = { name: 'chromium', args: [...CHROMIUM_ARGS, ...asRoot] } as const;
  const override = process.env['PALABRE_CHROMIUM'];
  const installed =
    override === 'npm' ? undefined : await firstThatRuns(override ? [override] : CHROMIUM_PATHS);
  if (installed) return { ...engine, ...installed, env: {} };
  if (override && override !== 'npm') throw new Error(`PALABRE_CHROMIUM=${override} does not run`);
  const packaged = await packagedChromium();
  return packaged && { ...engine, ...packaged, args: [...CHROMIUM_ARGS, '--no-sandbox'] };
}

/** PALABRE_FIREFOX names the binary. */
export async function findFirefox(): Promise<Engine | undefined> {
  const override = process.env['PALABRE_FIREFOX'];
  const installed = await firstThatRuns(override ? [override] : FIREFOX_PATHS);
  if (override && !installed) throw new Error(`PALABRE_FIREFOX=${override} does not run`);
  return installed && { name: 'firefox', args: [], env: {}, ...installed };
}

export async function findWebKit(): Promise<Engine | undefined> {
  const executablePath = findMiniBrowser();
  const [driver, xvfb] = await Promise.all(['WebKitWebDriver', 'Xvfb'].map(pathOf));
  if (!executablePath || !driver || !xvfb) return undefined;
  const version = `WebKitGTK (${basename(dirname(executablePath))})`;
  return { name: 'webkit', version, executablePath, args: ['--automation'], env: {}, driver };
}

function findMiniBrowser(): string | undefined {
  const roots = ['/usr/lib', '/usr/libexec', ...namesIn('/usr/lib', /-linux-gnu/)];
  const folders = roots.flatMap((root) => namesIn(root, /^webkit(2gtk-4\.1|gtk-6\.0|2gtk-4\.0)$/));
  return folders.find((folder) => namesIn(folder, /^MiniBrowser$/).length)?.concat('/MiniBrowser');
}

function namesIn(folder: string, pattern: RegExp): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => pattern.test(name))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

async function firstThatRuns(
  candidates: readonly string[],
): Promise<{ executablePath: string; version: string } | undefined> {
  for (const candidate of candidates) {
    const executablePath = await pathOf(candidate);
    // Asked for its version, a stub that only points to another package manager fails.
    const version = executablePath && (await outputOf(executablePath, ['--version']));
    if (executablePath && version) return { executablePath, version: version.split('\n')[0] ?? '' };
  }
  return undefined;
}

function pathOf(command: string): Promise<string | undefined> {
  return outputOf('sh', ['-c', 'command -v "$1"', 'sh', command]);
}
