import { launch, type Browser, type LaunchOptions } from 'puppeteer-core';
import type { Engine } from './find.js';

/** How puppeteer starts this engine: Chromium over CDP, Firefox over WebDriver BiDi. */
export function launchOptions({ name, executablePath, args, env }: Engine): LaunchOptions {
  if (name === 'webkit') throw new Error('puppeteer does not drive WebKit');
  return {
    browser: name === 'chromium' ? 'chrome' : 'firefox',
    executablePath,
    args: [...args],
    env: { ...process.env, ...env },
    // Over a pipe, Chromium ends with this process, even if it is killed.
    pipe: name === 'chromium',
    ...(name === 'firefox' && { extraPrefsFirefox: FIREFOX_PREFERENCES }),
    protocolTimeout: 120_000,
    timeout: 60_000,
  };
}

export function launchEngine(engine: Engine): Promise<Browser> {
  return launch(launchOptions(engine));
}

// Calls home are refused where the network is closed, and a page under test needs none of them.
const FIREFOX_PREFERENCES = {
  'app.normandy.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  // Which words it would underline depends on the machine's dictionaries.
  'layout.spellcheckDefault': 0,
  'services.settings.server': 'data:,#remote-settings-dummy/v1',
};
