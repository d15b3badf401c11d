import { fileURLToPath } from 'node:url';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import type { BrowserLauncher, Reporter, TestRunnerConfig } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import * as puppeteer from 'puppeteer-core';
import type { Engine } from './browsers/find.js';
import { launchOptions } from './browsers/launch.js';
import { webKitLauncher } from './browsers/webkit-launcher.js';
import { servedPages } from './hosts/support/served-pages.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface Plan {
  files: string[];
  engines: readonly Engine[];
  reporters: Reporter[];
}

export function configFor({ files, engines, reporters }: Plan): TestRunnerConfig {
  return {
    rootDir: root,
    files,
    browsers: engines.map(launcherOf),
    reporters,
    middleware: [servedPages],
    // As the bundle for pages has it; the Markdown parser's development build is no ES module.
    nodeResolve: { exportConditions: ['production', 'browser'] },
    plugins: [
      // Without the tsconfig, decorators and class fields would compile to what Lit does not accept.
      esbuildPlugin({ ts: true, target: 'es2022', tsconfig: `${root}tsconfig.json` }),
    ],
    // More than one page per browser would run WebKit's tests in frames, and take the focus away
    // from one another's.
    concurrency: 1,
    concurrentBrowsers: 2,
    testRunnerHtml: (framework) => page(framework),
    testFramework: { config: { ui: 'bdd', timeout: '30000' } },
    filterBrowserLogs: ({ args }) => !String(args[0]).startsWith('Lit is in dev mode'),
    browserStartTimeout: 120_000,
    testsStartTimeout: 120_000,
    testsFinishTimeout: 180_000,
  };
}

/** What a test has failed on is made text once mocha is there, and before any test file is. */
function page(framework: string): string {
  return `<!doctype html>
<html>
  <body>
    <script type="module">
      import ${JSON.stringify(framework)};
      import '/tests/browsers/plain-failures.ts';
    </script>
  </body>
</html>`;
}

function launcherOf(engine: Engine): BrowserLauncher {
  if (engine.name === 'webkit') return webKitLauncher(engine);
  const launcher = chromeLauncher({ puppeteer, launchOptions: launchOptions(engine) });
  // It names itself late; the counts go by our names.
  Object.defineProperty(launcher, 'name', { get: () => engine.name, set: () => undefined });
  return launcher;
}
