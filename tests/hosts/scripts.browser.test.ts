import { expect } from '@open-wc/testing';
import { until } from '../support/thread-fixture.js';
import {
  closePages,
  openFrame,
  addressOf,
  isReady,
  openPage,
  readyPage,
  tagOf,
  type HostPage,
} from './support/host-page.js';
import { voteAndReply } from './support/use.js';

const script = (path: string): string => `<script src="${path}"></script>`;
const { origin } = location;

const policy = [
  "default-src 'none'",
  `script-src ${origin}/hosts/ 'nonce-watch'`,
  `connect-src ${origin}/hosts/`,
  "require-trusted-types-for 'script'",
  "trusted-types lit-html 'allow-duplicates'",
].join('; ');
const ownLit = '<script type="module" src="/hosts/apps/own-lit.ts"></script>';

/** Pages whose scripts, or whose rules for scripts, are known to break others. */
const PAGES: Record<string, HostPage> = {
  'Prototype 1.6': { head: script('/tests/hosts/fixtures/prototype-1.6.js') },
  'additions to every object': {
    head: '<script>Object.prototype.$each = Object.prototype.extend = function () {};</script>',
  },
  'an AMD loader': {
    head: `${script('/node_modules/requirejs/require.js')}<script>
      (function (amd) {
        window.define = function () { dispatchEvent(new ErrorEvent('error', { message: 'define was called' })) };
        window.define.amd = amd;
      })(window.define.amd);</script>`,
  },
  'a strict policy': { policy },
  'a strict policy, and Lit of its own': { policy, body: `{thread}${ownLit}` },
  'a Promise and a JSON of its own': {
    head: script('/tests/hosts/fixtures/own-promise-and-json.js'),
  },
};

describe('palabre-thread: beside any script', () => {
  afterEach(closePages);

  for (const [name, page] of Object.entries(PAGES)) {
    it(`is read, voted and answered in: ${name}`, async () => {
      const opened = await openPage(page);
      await voteAndReply(opened);
      expect(opened.faults).to.deep.equal([]);
    });
  }

  it('leaves Lit of the page’s own at work', async () => {
    const { document, faults } = await openPage({ policy, body: `{thread}${ownLit}` });
    await until(() => document.querySelector('p > b')?.textContent === 'Lit', 'what it renders');
    expect(faults).to.deep.equal([]);
  });

  it('works twice where two versions are at once', async () => {
    const body = `<main>{thread}</main><section>${tagOf({}, 'two')}</section>`;
    const first = await openPage({ body });
    const second = first.document.querySelectorAll('palabre-thread')[1]!;
    await until(() => isReady(second), 'the other thread');
    await voteAndReply(first);
    await voteAndReply({ ...first, thread: second, root: second.shadowRoot! });
    expect(first.faults).to.deep.equal([]);
  });

  it('keeps the elements of one version together, whichever part arrives first', async () => {
    const frame = await openFrame(
      addressOf({ body: '<main>{thread}</main>' }, '<palabre-thread loading="eager" thread="k">'),
    );
    const { document } = frame.contentWindow!;
    for (const file of [`one/${await entry()}`, `two/${await entry()}`, `two/${await later()}`]) {
      const module = document.createElement('script');
      const loaded = new Promise((resolve) => module.addEventListener('load', resolve));
      Object.assign(module, { type: 'module', src: `/hosts/cdn/${file}` });
      document.body.append(module);
      await loaded;
    }
    const thread = document.querySelector('palabre-thread')!;
    thread.backend = `${origin}/hosts/api/subscriber/${crypto.randomUUID()}`;
    const page = await readyPage(frame);
    await voteAndReply(page);
    expect(page.faults).to.deep.equal([]);
  });
});

async function namedIn(file: string, name: RegExp): Promise<string> {
  const text = await (await fetch(`/hosts/cdn/one/${file}`)).text();
  return name.exec(text)![0];
}
const entry = (): Promise<string> => namedIn('palabre.js', /entry-[\w-]+\.js/);
const later = async (): Promise<string> => namedIn(await entry(), /interaction-[\w-]+\.js/);
