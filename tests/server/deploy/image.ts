import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { ROOT } from '../../support/steps.js';

const DEPLOY = join(ROOT, 'src/server/deploy');

export interface Image {
  /** Its working folder, with all the files that it has. */
  folder: string;
  env: Record<string, string>;
  user: string;
  command: string[];
  healthcheck: string[];
}

interface Line {
  word: string;
  rest: string;
}

/**
 * What the Dockerfile makes, without Docker: the files that its context lets in, its `RUN` lines but
 * for the installation, its `COPY` lines. A package is taken from where it is installed here.
 */
export function assembleImage(folder: string): Image {
  const [build = [], final = []] = stages(readFileSync(join(DEPLOY, 'Dockerfile'), 'utf8'));
  const context = join(folder, 'context');
  const image = join(folder, 'image');
  mkdirSync(image);
  copyContext(context);
  const args = Object.fromEntries(valuesOf(build, 'ARG').map((rest) => rest.split(/=(.*)/s, 2)));
  for (const command of valuesOf(build, 'RUN').filter((rest) => !rest.startsWith('npm ci'))) {
    execFileSync('sh', ['-c', command], { cwd: context, env: { ...process.env, ...args } });
  }
  const workdir = valuesOf(final, 'WORKDIR')[0] ?? '';
  for (const rest of valuesOf(final, 'COPY')) {
    const [from, source = '', target = ''] = rest.split(' ');
    if (from !== '--from=build') throw new Error(`COPY ${rest}: only from the build.`);
    const path = relative(workdir, source);
    const place = target.endsWith('/') ? join(target, basename(source)) : target;
    cpSync(join(context, path), join(image, place), { recursive: true });
  }
  return {
    folder: image,
    env: Object.fromEntries(
      valuesOf(final, 'ENV').flatMap((rest) => rest.split(' ').map((pair) => pair.split('='))),
    ),
    user: valuesOf(final, 'USER').at(-1) ?? 'root',
    command: JSON.parse(valuesOf(final, 'CMD').at(-1) ?? '[]') as string[],
    healthcheck: JSON.parse(
      (valuesOf(final, 'HEALTHCHECK').at(-1) ?? '').replace(/^.*?CMD /s, ''),
    ) as string[],
  };
}

function copyContext(context: string): void {
  const rules = readFileSync(join(DEPLOY, 'Dockerfile.dockerignore'), 'utf8').trim().split('\n');
  const [all, ...allowed] = rules;
  if (all !== '*') throw new Error('The context begins with nothing.');
  for (const rule of allowed) {
    const path = rule.replace(/^!/, '');
    cpSync(join(ROOT, path), join(context, path), { recursive: true });
  }
  symlinkSync(join(ROOT, 'node_modules'), join(context, 'node_modules'));
}

/** The instructions of each stage, continued lines joined. */
function stages(text: string): Line[][] {
  const lines = text
    .replaceAll(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .flatMap((line): Line[] => {
      const [, word, rest] = /^([A-Z]+) (.*)$/.exec(line) ?? [];
      return word === undefined || rest === undefined ? [] : [{ word, rest }];
    });
  const starts = lines.flatMap(({ word }, index) => (word === 'FROM' ? [index] : []));
  return starts.map((start, index) => lines.slice(start, starts[index + 1]));
}

function valuesOf(lines: Line[], wanted: string): string[] {
  return lines.filter(({ word }) => word === wanted).map(({ rest }) => rest);
}
