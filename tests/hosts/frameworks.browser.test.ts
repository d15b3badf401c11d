import { expect } from '@open-wc/testing';
import { MemoryBackend } from '../support/memory-backend.js';
import { comment, comments, viewers } from '../support/thread-builders.js';
import { composerOf, partOf, textareaOf, until } from '../support/thread-fixture.js';
import { press } from '../elements/support/keyboard.js';
import type { AppProps } from './apps/app.js';
import { addressOf, closePages, openFrame, readyPage, type OpenPage } from './support/host-page.js';
import { focusIn, voteAndReply } from './support/use.js';

interface App {
  start(props: AppProps, place: HTMLElement): void;
}

/** The page of a program that shows the elements; whichever of both is there first. */
async function open(name: string, isEarly: boolean, props: AppProps): Promise<OpenPage> {
  const elements = `<script src="/hosts/cdn/one/palabre.js"></script>`;
  const frame = await openFrame(addressOf({}, isEarly ? '' : elements));
  const { document } = frame.contentWindow!;
  const window = frame.contentWindow as unknown as { load: (name: string) => Promise<App> };
  const loader = document.createElement('script');
  loader.textContent = 'window.load = (name) => import(`/hosts/apps/${name}.ts`)';
  document.body.append(loader);
  const place = document.createElement('div');
  document.body.append(place);
  if (!isEarly) await frame.contentWindow!.customElements.whenDefined('palabre-thread');
  (await window.load(name)).start(props, place);
  if (isEarly) {
    const script = document.createElement('script');
    script.src = '/hosts/cdn/one/palabre.js';
    document.body.append(script);
  }
  return readyPage(frame);
}

const pressButton = async ({ document, frame }: OpenPage, text: string): Promise<void> => {
  const button = [...document.querySelectorAll('button')].find((it) =>
    it.textContent.startsWith(text),
  )!;
  await focusIn(frame, button);
  await press('Enter');
};

describe('palabre-thread: in a page made with', () => {
  afterEach(closePages);

  for (const name of ['react', 'vue', 'svelte', 'plain']) {
    it(`${name}: takes attributes, properties, slots and listeners, and stays itself`, async () => {
      const memory = new MemoryBackend({
        comments: [...comments(5), comment(6)],
        viewer: viewers.subscriber(),
      });
      const heard: string[] = [];
      const props = { backend: memory.backend, heard: (event: string) => heard.push(event) };
      const page = await open(name, false, props);
      const { thread, root, document } = page;
      const footer = (): string => document.querySelector('[slot=footer]')!.textContent;
      expect(thread.backend).to.equal(memory.backend);
      const [query] = memory.callsOf('loadThread')[0]!.args;
      expect(query).to.include({ key: 'k', limit: 30 });
      expect(document.querySelector('[slot=footer]')!.checkVisibility()).to.equal(true);

      const field = textareaOf(composerOf(root));
      field.value = 'Half a thought';
      await pressButton(page, 'Again');
      await until(() => footer() === 'Footer 1', 'the page to be rendered again');
      expect(document.querySelector('palabre-thread')).to.equal(thread);
      expect(textareaOf(composerOf(root)).value).to.equal('Half a thought');
      field.value = '';
      await voteAndReply(page);
      expect(heard).to.include('palabre-load');

      await pressButton(page, 'Toggle');
      await until(() => !document.querySelector('palabre-thread'), 'it to be taken away');
      const loads = heard.length;
      await pressButton(page, 'Toggle');
      const again = await readyPage(page.frame);
      expect(again.thread).to.not.equal(thread);
      expect(partOf(again.root, 6, 'voted').ariaPressed).to.equal('true');
      await until(() => heard.length > loads, 'the listener of the new one');
      expect(page.faults).to.deep.equal([]);
    });

    // React writes an object into an attribute of an element that it does not know yet.
    if (name === 'react') continue;
    it(`${name}: may be there before the elements are`, async () => {
      const memory = new MemoryBackend({ comments: comments(2), viewer: viewers.subscriber() });
      const heard: string[] = [];
      const props = { backend: memory.backend, heard: (event: string) => heard.push(event) };
      const { thread, faults } = await open(name, true, props);
      expect(thread.backend).to.equal(memory.backend);
      expect(heard).to.include('palabre-load');
      expect(faults).to.deep.equal([]);
    });
  }
});
