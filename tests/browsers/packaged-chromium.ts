import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { outputOf } from '../support/processes.js';

const PACKAGE = '@sparticuz/chromium';

export interface PackagedChromium {
  executablePath: string;
  version: string;
  env: Record<string, string>;
}

/**
 * The browser that comes from npm, for machines without one. The package unpacks into the temporary
 * folder of the process that asks, and its libraries only where it believes to be on a Lambda; so a
 * process of its own is told both, and ours stays as it is.
 */
export async function packagedChromium(): Promise<PackagedChromium | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const folder = packageFolder();
  if (!folder) return undefined;
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(folder, '..', '..', '.cache', `palabre-chromium-${version}`);
  if (!existsSync(home)) await unpack(home);
  const executablePath = join(home, 'chromium');
  const fonts = { FONTCONFIG_PATH: join(home, 'fonts') };
  const libraries = [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']];
  const withLibraries = { LD_LIBRARY_PATH: libraries.filter(Boolean).join(':') };
  // The machine's own libraries first: the packaged ones get no security updates.
  for (const env of [{}, withLibraries]) {
    const found = await outputOf(executablePath, ['--version'], { ...process.env, ...env });
    if (found === undefined) continue;
    const needsFonts = (await outputOf('fc-list', [':', 'family'])) ? {} : fonts;
    return { executablePath, version: found, env: { ...env, ...needsFonts } };
  }
  return undefined;
}

function packageFolder(): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(PACKAGE)), '..', '..');
  } catch {
    return undefined;
  }
}

async function unpack(home: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const draft = await mkdtemp(`${home}-`);
  const script = `import('${PACKAGE}').then((it) => it.default.executablePath())`;
  await outputOf(process.execPath, ['-e', script], {
    ...process.env,
    TMPDIR: draft,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
  });
  try {
    await rename(draft, home);
  } catch (error) {
    // Another process was quicker.
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(home)) throw error;
  }
}
