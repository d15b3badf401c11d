import { fixture, html } from '@open-wc/testing';
import { createStore, delMany, keys } from 'idb-keyval';
import '../../src/index.js';
import type { PalabreComment } from '../../src/elements/comment/comment.js';
import type { PalabreComposer } from '../../src/elements/composer/composer.js';
import type { PalabreThread } from '../../src/elements/thread/thread.js';
import { idOf } from './thread-builders.js';
import { MemoryBackend, type MemoryOptions } from './memory-backend.js';

export interface Mounted {
  thread: PalabreThread;
  memory: MemoryBackend;
  /** The thread's shadow root, in which all of its comments are. */
  root: ShadowRoot;
}

export interface MountOptions extends MemoryOptions {
  memory?: MemoryBackend;
  /** What is set on the element before it is put on the page. */
  set?: Partial<PalabreThread>;
  attributes?: Record<string, string>;
  /** What stands in the element. */
  children?: Node[];
}

/** What one test leaves unsent is not the next one's. */
afterEach(endThreads);
afterEach(forgetDrafts);
afterEach(forgetOutbox);

const mountedThreads = new Set<PalabreThread>();

/** One that is taken off the page may come back: it goes on, and would keep anew what is forgotten. */
async function endThreads(): Promise<void> {
  for (const thread of mountedThreads) {
    thread.remove();
    thread.thread = '';
    await thread.updateComplete;
  }
  mountedThreads.clear();
}

export function forgetDrafts(): void {
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith('palabre-draft '));
  drafts.forEach((key) => localStorage.removeItem(key));
}

const kept = createStore('palabre', 'kept');

export async function forgetOutbox(): Promise<void> {
  const names = await keys<string>(kept);
  await delMany(
    names.filter((name) => name.startsWith('outbox ')),
    kept,
  );
}

/** Puts a thread on the page without waiting for anything. */
export async function mount(options: MountOptions = {}): Promise<Mounted> {
  const memory = options.memory ?? new MemoryBackend(options);
  const thread = document.createElement('palabre-thread');
  mountedThreads.add(thread);
  const defaults = { backend: memory.backend, thread: 'k', loading: 'eager' as const };
  Object.assign(thread, defaults, options.set);
  const attributes = { lang: 'en', ...options.attributes };
  for (const [name, value] of Object.entries(attributes)) thread.setAttribute(name, value);
  thread.append(...(options.children ?? []));
  const frame = await fixture<HTMLElement>(html`<div></div>`);
  frame.append(thread);
  await thread.updateComplete;
  return { thread, memory, root: thread.shadowRoot! };
}

/** Puts a thread on the page and waits until a reader can use it. */
export async function mountReady(options: MountOptions = {}): Promise<Mounted> {
  const mounted = await mount(options);
  await ready(mounted);
  return mounted;
}

/** Waits until the comments are shown, and it is known who reads them. */
export async function ready({ thread }: Pick<Mounted, 'thread'>): Promise<void> {
  await until(() => thread.context?.discussion.status === 'ready', 'the thread to be ready');
  await until(() => thread.context?.discussion.viewerKnown, 'the viewer to be known');
  await Promise.all(
    ['palabre-composer', 'palabre-login-prompt'].map((tag) => customElements.whenDefined(tag)),
  );
  await settled(thread);
}

/** Waits until everything in a thread is rendered. */
export async function settled(thread: PalabreThread): Promise<void> {
  let before = -1;
  const all = (): PalabreThread[] => [thread, ...queryAll<PalabreThread>(thread, ':defined')];
  for (let now = all(); now.length !== before; now = all()) {
    before = now.length;
    for (const element of now) await element.updateComplete;
  }
}

function queryAll<T extends Element>(thread: PalabreThread, selector: string): T[] {
  return [...thread.shadowRoot!.querySelectorAll<T>(selector)];
}

/** Waits until something is the case; fails with its name if it never is. */
export async function until(condition: () => unknown, what: string): Promise<void> {
  const deadline = performance.now() + 15_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

/** The elements of a part, in the thread's root or in that of another element. */
export function parts<T extends HTMLElement = HTMLElement>(from: ParentNode, name: string): T[] {
  return [...from.querySelectorAll<T>(`[part~='${name}']`)];
}

export function part<T extends HTMLElement = HTMLElement>(from: ParentNode, name: string): T {
  const [found] = parts<T>(from, name);
  if (!found) throw new Error(`There is no part "${name}"`);
  return found;
}

/** The nth comment of the test, which must be on the page. */
export function commentElement(root: ParentNode, n: number | string): PalabreComment {
  const id = typeof n === 'number' ? idOf(n) : n;
  const found = root.querySelector<PalabreComment>(`palabre-comment[comment-id='${id}']`);
  if (!found) throw new Error(`Comment ${n} is not on the page`);
  return found;
}

/** A part of the nth comment itself, not of its replies. */
export function partOf(root: ParentNode, n: number, name: string): HTMLElement {
  const found = findPartOf(root, n, name);
  if (!found) throw new Error(`Comment ${n} has no part "${name}"`);
  return found;
}

export function findPartOf(root: ParentNode, n: number, name: string): HTMLElement | null {
  return part(commentElement(root, n), 'comment').querySelector(`[part~='${name}']`);
}

/** The numbers of the comments that are shown, in the order in which one reads them. */
export function shownNumbers(root: ParentNode): number[] {
  const shown = [...root.querySelectorAll('palabre-comment')];
  return shown.map((element) => Number(element.commentId.slice(-12)));
}

/** The composer at the top, or the one of a reply to the nth comment. */
export function composerOf(root: ParentNode, n?: number): PalabreComposer {
  const selector = n === undefined ? "palabre-composer[parent='']" : 'palabre-composer';
  const from = n === undefined ? root : commentElement(root, n);
  const found = [...from.querySelectorAll<PalabreComposer>('palabre-composer')].find(
    (element) => element.parent === (n === undefined ? '' : idOf(n)),
  );
  if (!found) throw new Error(`No ${selector}`);
  return found;
}

export function textareaOf(composer: PalabreComposer): HTMLTextAreaElement {
  return part<HTMLTextAreaElement>(composer.shadowRoot!, 'textarea');
}

/** What is said in the regions of a role, over all of the thread, without empty ones. */
export function spoken(root: ParentNode, role: 'alert' | 'status'): string[] {
  const regions = [...root.querySelectorAll(`[role='${role}']`)];
  return regions.map(textOf).filter(Boolean);
}

/** An element's text with white space as it is seen. */
export function textOf(element: Node | null): string {
  return (element?.textContent ?? '').replace(/[ \n\t]+/g, ' ').trim();
}

/** The element that has the focus, inside shadow roots too. */
export function focused(): Element | null {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at;
}
