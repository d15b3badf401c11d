import { readFile } from 'node:fs/promises';
import type { TestRunnerConfig } from '@web/test-runner';
import { answerApi } from './served-api.js';
import { bundleApp } from './served-apps.js';

type Middleware = NonNullable<TestRunnerConfig['middleware']>[number];

/** Whoever asks, from wherever: a frame without an origin of its own, too. */
const FOR_ALL = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
const SCRIPTS = new URL('../../../dist/cdn/', import.meta.url);

/**
 * Whole pages for the tests of `tests/hosts`, as some server would send them, with nothing put in:
 * `/hosts/page` is what its query says, `/hosts/cdn/<version>/` has the script tag's files,
 * `/hosts/api/<kind of reader>/` is a comment server, and `/hosts/apps/` has bundles.
 */
export const servedPages: Middleware = async (context, next) => {
  const [, hosts, what, ...rest] = context.path.split('/');
  if (hosts !== 'hosts') return next();
  context.set(FOR_ALL);
  context.status = 200;
  switch (what) {
    case 'page': {
      const { html, policy } = context.query as Record<string, string>;
      if (policy) context.set('Content-Security-Policy', policy);
      context.type = 'html';
      context.body = html;
      return;
    }
    case 'cdn':
      context.type = 'js';
      context.body = await readFile(new URL(rest.at(-1)!, SCRIPTS));
      return;
    case 'apps':
      context.type = 'js';
      context.body = await bundleApp(rest.join('/'));
      return;
    case 'api':
      return answerApi(context, rest);
    default:
      context.status = 404;
  }
};
