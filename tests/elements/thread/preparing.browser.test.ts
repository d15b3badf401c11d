import { expect } from '@open-wc/testing';
import type { PalabreComposer } from '../../../src/elements/composer/composer.js';
import type { Viewer } from '../../../src/model/viewer.js';
import { addressed, type AddressedMemory } from '../../support/addressed-memory.js';
import { MemoryBackend } from '../../support/memory-backend.js';
import { author, comment, viewers } from '../../support/thread-builders.js';
import {
  mountReady,
  part,
  partOf,
  parts,
  settled,
  textareaOf,
  until,
  type Mounted,
} from '../../support/thread-fixture.js';
import { watchHostPage } from '../support/host-page.js';
import { pressOn } from '../support/keyboard.js';

/** What writing takes; a page fetches each once, so the tests are in the order of what they want. */
const PARTS =
  /\/src\/(markup\/(format|from-document|parse)|elements\/composer\/(preview|formatting))\.ts/;

// A page has hundreds of modules here, of which browsers note the first ones alone.
performance.clearResourceTimings();
performance.setResourceTimingBufferSize(10_000);

const fetched = (): string[] => {
  const names = performance.getEntriesByType('resource').map(({ name }) => name);
  return [
    ...new Set(names.flatMap((name) => PARTS.exec(name)?.[2] ?? PARTS.exec(name)?.[3] ?? [])),
  ];
};

function setConnection(connection: object | undefined): void {
  if (connection)
    Object.defineProperty(navigator, 'connection', { value: connection, configurable: true });
  else Reflect.deleteProperty(navigator, 'connection');
}

const quiet = (): Promise<void> =>
  new Promise((resolve) =>
    'requestIdleCallback' in window
      ? requestIdleCallback(() => requestIdleCallback(() => resolve()))
      : setTimeout(resolve, 1_500),
  );

describe('palabre-thread: what writing takes', () => {
  watchHostPage();

  let served: AddressedMemory | undefined;
  afterEach(() => {
    served?.close();
    setConnection(undefined);
  });

  async function open(viewer: Viewer): Promise<Mounted> {
    const own = comment(1, { author: author('Subscriber') });
    const memory = new MemoryBackend({ comments: [own, comment(2)], viewer });
    served = addressed(memory);
    const mounted = await mountReady({ memory, set: { backend: served.url } });
    await settled(mounted.thread);
    await quiet();
    return mounted;
  }

  it('is fetched by nobody who only reads', async () => {
    await open(viewers.visitor());
    expect(fetched()).to.deep.equal([]);
  });

  it('is not fetched ahead by a writer who saves data', async () => {
    setConnection({ saveData: true });
    await open(viewers.subscriber());
    expect(fetched()).to.deep.equal([]);
  });

  it('is fetched ahead for whoever may write, who can edit then without a network', async () => {
    const { root } = await open(viewers.subscriber({ editMinutes: null }));
    await until(() => fetched().length === 5, 'all parts');
    served!.isCutOff = true;
    await pressOn(partOf(root, 1, 'menu-button'));
    await until(() => parts(root, 'edit')[0], 'the menu');
    await pressOn(part(root, 'edit'));
    const editor = (): PalabreComposer => root.querySelector('palabre-composer[edited]')!;
    await until(() => editor()?.shadowRoot?.querySelector('textarea'), 'the editor');
    expect(textareaOf(editor()).value).to.equal('Text of comment 1');
  });
});
