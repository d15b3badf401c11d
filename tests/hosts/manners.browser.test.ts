import { expect } from '@open-wc/testing';
import { press } from '../elements/support/keyboard.js';
import { composerOf, partOf, textareaOf, until } from '../support/thread-fixture.js';
import { addressOf, closePages, openFrame, openPage, readyPage } from './support/host-page.js';
import { focusIn } from './support/use.js';

/** Of a width of its own, that a scroll bar does not change. */
const BODY = `<style>body { inline-size: 600px }</style><h2>Title</h2><p>Text <a href="#a">link</a></p><button>Button</button>
  <input value="typed"><ul><li>Item</li></ul><main>{thread}</main>`;

/** What Lit keeps on a page: its versions, and what its decorators know. */
const LIT = /^(lit|reactive)ElementVersions$|^litHtmlVersions$|^litPropertyMetadata$/;

type Page = Window & typeof globalThis;

/** What a script can leave behind on a page, but for the thread and what README says is on the device. */
function traces(page: Page): Record<string, unknown> {
  const { document, history } = page;
  const builtIns = ['Object', 'Array', 'String', 'Function', 'Promise', 'Element', 'HTMLElement'];
  const keys = builtIns.flatMap((name) => {
    const { prototype } = page[name as 'Object'];
    return Reflect.ownKeys(prototype).map((key) => `${name}.${String(key)}`);
  });
  const attributes = [document.documentElement, document.body].map((element) =>
    element.getAttributeNames(),
  );
  return {
    names: Reflect.ownKeys(page).map(String).sort(),
    keys,
    head: document.head.innerHTML.length,
    attributes,
    body: [...document.body.children].map(({ localName }) => localName),
    sheets: document.styleSheets.length + document.adoptedStyleSheets.length,
    looks: [...document.querySelectorAll('h2, p, a, button, input, ul, li')].map(looksOf),
    history: [history.length, history.state, history.scrollRestoration],
    place: [page.scrollX, page.scrollY, document.title, page.location.hash],
    cookie: document.cookie,
    stored: Object.keys(page.localStorage).filter((key) => !key.startsWith('palabre-')),
    storedInSession: Object.keys(page.sessionStorage).filter((key) => !key.startsWith('palabre-')),
  };
}

function looksOf(element: Element): string {
  const style = element.ownerDocument.defaultView!.getComputedStyle(element);
  return [...style].map((name) => style.getPropertyValue(name)).join(';');
}

describe('palabre-thread: leaves the page as it was', () => {
  afterEach(closePages);

  it('has no name, style, entry in the history or sign of its own', async () => {
    const bare = await openFrame(addressOf({ body: BODY }, ''));
    const before = traces(bare.contentWindow as Page);
    const { window } = await openPage({ body: BODY });
    const after = traces(window);
    const names = after['names'] as string[];
    expect(names.filter((name) => !LIT.test(name))).to.deep.equal(before['names']);
    // Opening a frame is an entry in the history of them all.
    const [length] = before['history'] as [number];
    expect({ ...after, names, history: [length, null, 'auto'] }).to.deep.equal({
      ...before,
      names,
    });
    expect(window.history.length - length).to.be.at.most(1);
  });

  it('leaves the keyboard where it is while it loads', async () => {
    const frame = await openFrame(addressOf({ body: BODY }, ''));
    const { document } = frame.contentWindow!;
    const field = document.querySelector('input')!;
    await focusIn(frame, field);
    const tag = document.createElement('script');
    Object.assign(tag, { src: '/hosts/cdn/one/palabre.js' });
    tag.dataset['backend'] = `${location.origin}/hosts/api/subscriber/${crypto.randomUUID()}`;
    tag.dataset['thread'] = 'k';
    document.querySelector('main')!.append(tag);
    await readyPage(frame);
    expect(document.activeElement).to.equal(field);
    expect(frame.contentWindow!.scrollY).to.equal(0);
    await press('x');
    await until(() => field.value.includes('x'), 'the key in the field of the page');
  });

  it('lets every key through to the page’s shortcuts, its own ones where the page says so', async () => {
    const { root, document, frame, thread } = await openPage({ body: BODY });
    thread.setAttribute('keys', 'off');
    const pressed: string[] = [];
    document.addEventListener('keydown', (event) => {
      pressed.push(`${event.key}${event.defaultPrevented ? ' prevented' : ''}`);
      // As its own shortcut does: Firefox would open its search at "/", and the keys go there.
      event.preventDefault();
    });
    const keys = ['j', 'k', '/', '?', 'g', 'Escape', 'ArrowDown', 'Home', 'F2'];
    const places = [
      () => partOf(root, 1, 'permalink'),
      () => partOf(root, 1, 'vote-button'),
      () => textareaOf(composerOf(root)),
    ];
    for (const place of places) {
      pressed.length = 0;
      await focusIn(frame, place());
      for (const key of keys) await press(key);
      await until(() => pressed.length >= keys.length, 'the keys');
      expect(pressed).to.deep.equal(keys);
    }
  });

  it('scrolls by the keyboard as the page does', async () => {
    const body = `<main>{thread}</main><p style="block-size: 3000px"></p>`;
    const { root, window, frame } = await openPage({ body });
    await focusIn(frame, partOf(root, 1, 'permalink'));
    const before = window.scrollY;
    await press('PageDown');
    await until(() => window.scrollY > before, 'the page to scroll');
  });
});
