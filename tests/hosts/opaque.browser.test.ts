import { expect } from '@open-wc/testing';
import { until } from '../support/thread-fixture.js';
import { addressOf, closePages, openFrame, tagOf } from './support/host-page.js';

interface Told {
  origin: string;
  bodies: number;
  voted: number;
  text: string;
  failure: string;
  faults: string[];
}

/** What is in the frame tells its state over and over, and presses what it is told to press. */
const TELLER = `<script>
  const faults = [];
  document.documentElement.addEventListener('fault', ({ detail }) => faults.push(detail));
  const root = () => document.querySelector('palabre-thread')?.shadowRoot;
  const all = (part) => [...(root()?.querySelectorAll('[part~=' + part + ']') ?? [])];
  addEventListener('message', ({ data }) => all(data)[0]?.click());
  setInterval(() => parent.postMessage({
    origin: self.origin,
    bodies: all('body').length,
    voted: all('voted').length,
    text: (all('prompt')[0] ?? all('composer')[0])?.shadowRoot?.textContent.trim() ?? '',
    failure: all('failure')[0]?.textContent.trim() ?? '',
    faults,
  }, '*'), 20);
</script>`;

describe('palabre-thread: in a frame without an origin', () => {
  let told: Told | undefined;
  const hear = ({ data }: MessageEvent<Told>): void => {
    if (data.origin === 'null') told = data;
  };
  beforeEach(() => {
    told = undefined;
    addEventListener('message', hear);
  });
  afterEach(() => {
    removeEventListener('message', hear);
    closePages();
  });
  const open = (thread?: string): Promise<HTMLIFrameElement> =>
    openFrame(addressOf({ body: `${TELLER}<main>{thread}</main>` }, thread), {
      sandbox: 'allow-scripts',
    });

  it('is read without storage or cookies, and voted in', async () => {
    const frame = await open();
    await until(() => told?.bodies, 'the comments');
    await until(() => told?.text, 'the place where one writes');
    frame.contentWindow!.postMessage('vote-button', '*');
    await until(() => told?.voted === 1, 'the vote');
    expect(told!.faults).to.deep.equal([]);
  });

  it('is read where the newspaper’s token cannot be had', async () => {
    await open(tagOf({ reader: 'visitor', tag: 'data-token-url="/none" data-login-url="/in"' }));
    await until(() => told?.bodies, 'the comments');
    await until(() => told?.text, 'the place where one writes');
    expect(told!.text).to.match(/subscri|sign in/i);
    expect(told!.faults).to.deep.equal([]);
  });

  it('says plainly that a discussion in the browser’s storage is not to be had', async () => {
    const script = '<script src="/hosts/cdn/one/palabre.js"></script>';
    await open(
      `<palabre-thread backend="local:" lang="en" loading="eager"></palabre-thread>${script}`,
    );
    await until(() => told?.failure, 'the reason');
    expect(told!.failure).to.match(/could not be loaded/i);
    expect(told!.faults).to.deep.equal([]);
  });
});
