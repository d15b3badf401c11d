import type { PalabreThread } from '../../src/elements/thread/thread.js';
import { IDS } from './theme/discussion.js';
import { everyComment, scenes } from './theme/states.js';
import { cssOf, type Basics } from './theme/tokens.js';

/*
 * The page "Composer un habit": every state of a thread at once, in the looks that are chosen beside
 * them, and the CSS for these.
 */

const form = document.querySelector<HTMLFormElement>('#controls')!;
const code = form.querySelector('textarea')!;
const said = form.querySelector<HTMLElement>('[role=status]')!;
const states = document.querySelector('#states')!;
const sheet = new CSSStyleSheet();
document.adoptedStyleSheets.push(sheet);

form.hidden = false;
form.addEventListener('input', ({ target }) => {
  choose((target as HTMLInputElement).name);
  show();
});
// The controls have their first values again once the event is over.
form.addEventListener('reset', () => setTimeout(show));
form.querySelector('#copy')!.addEventListener('click', () => void copy());
for (const { title, note, backend } of scenes()) states.append(scene(title, note, backend));
void showComments();
show();

/** Dresses every thread on the page, and says how. */
function show(): void {
  for (const output of form.querySelectorAll('output')) {
    output.value = isChosen(output.htmlFor.value) ? valueOf(output.htmlFor.value) : 'par défaut';
  }
  const scheme = valueOf('scheme');
  const css = cssOf(chosen(), scheme);
  sheet.replaceSync(css);
  code.value = css;
  code.rows = css.split('\n').length;
  said.textContent = '';
  for (const thread of document.querySelectorAll('palabre-thread')) {
    if (scheme) thread.setAttribute('color-scheme', scheme);
    else thread.removeAttribute('color-scheme');
  }
}

function chosen(): Basics {
  const names = ['accent', 'text', 'font', 'font-size', 'radius', 'space'] as const;
  return Object.fromEntries(names.map((name) => [name, isChosen(name) ? valueOf(name) : '']));
}

/** Who moves a slider has chosen. */
function choose(name: string): void {
  const box = form.elements.namedItem(`own-${name}`);
  if (box instanceof HTMLInputElement) box.checked = true;
}

/** A colour or a slider always has a value: a box beside it says whether it counts. */
function isChosen(name: string): boolean {
  const box = form.elements.namedItem(`own-${name}`);
  return !(box instanceof HTMLInputElement) || box.checked;
}

function valueOf(name: string): string {
  const control = form.elements.namedItem(name) as HTMLInputElement | RadioNodeList;
  const unit = control instanceof HTMLInputElement ? (control.dataset['unit'] ?? '') : '';
  return control.value + unit;
}

async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.value);
    said.textContent = 'Copié.';
  } catch {
    code.focus();
    code.select();
    said.textContent = 'Sélectionné : copiez avec Ctrl + C ou ⌘ C.';
  }
}

function scene(title: string, note: string, backend: PalabreThread['backend']): HTMLElement {
  const section = document.createElement('section');
  const heading = document.createElement('h2');
  heading.textContent = title;
  const text = document.createElement('p');
  text.textContent = note;
  section.append(heading, text, threadWith(backend));
  return section;
}

function threadWith(backend: PalabreThread['backend']): PalabreThread {
  const thread = document.createElement('palabre-thread');
  const attributes = { thread: 'theme', loading: 'eager', sort: 'oldest', 'page-size': '9' };
  for (const [name, value] of Object.entries(attributes)) thread.setAttribute(name, value);
  thread.setAttribute('login-url', '/login?back={url}');
  thread.setAttribute('subscribe-url', '/subscribe?back={url}');
  Object.assign(thread, { backend });
  return thread;
}

/** The thread with comments of every kind, one of which is led to and one being answered. */
async function showComments(): Promise<void> {
  const place = document.querySelector('#comments')!;
  const thread = threadWith(everyComment());
  place.append(thread);
  show();
  await new Promise((resolve) => thread.addEventListener('palabre-load', resolve, { once: true }));
  const found = (id: string) => thread.shadowRoot!.querySelector(`[comment-id='${id}']`);
  await until(() => found(IDS.answered)?.querySelector("[part='reply-button']"));
  Object.assign(found(IDS.linked)!, { linked: true });
  found(IDS.answered)!.querySelector<HTMLElement>("[part='reply-button']")!.click();
  await until(() => found(IDS.answered)!.querySelector('palabre-composer')?.shadowRoot);
  const composer = found(IDS.answered)!.querySelector('palabre-composer')!;
  await composer.updateComplete;
  composer.shadowRoot!.querySelector('form')!.requestSubmit();
  await composer.updateComplete;
  (document.activeElement as HTMLElement).blur();
}

async function until(condition: () => unknown): Promise<void> {
  while (!condition()) await new Promise(requestAnimationFrame);
}
