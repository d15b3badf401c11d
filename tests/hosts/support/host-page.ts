import type { PalabreThread } from '../../../src/elements/thread/thread.js';
import { until } from '../../support/thread-fixture.js';

/** A page of some newspaper. */
export interface HostPage {
  /** In its head. */
  head?: string;
  /** In its body; the thread's tag comes where it says `{thread}`. */
  body?: string;
  /** Attributes of its `html`. */
  html?: string;
  /** Its Content-Security-Policy. */
  policy?: string;
  /** Of whose threads `served-api.ts` tells; a subscriber's by default. */
  reader?: 'subscriber' | 'visitor' | 'long' | 'short' | 'failing';
  /** More attributes of the tag. */
  tag?: string;
  hash?: string;
}

export interface OpenPage {
  frame: HTMLIFrameElement;
  window: Window & typeof globalThis;
  document: Document;
  thread: PalabreThread;
  root: ShadowRoot;
  /** What reached the page's error handlers. */
  faults: string[];
}

const frames = new Set<HTMLIFrameElement>();

/** What tells of a page's faults; its nonce is for pages with a policy. */
const WATCH = `<script nonce="watch">
  (function () {
    const tell = function (event) {
      const detail = String(event.reason || event.message);
      document.documentElement.dispatchEvent(new CustomEvent('fault', { detail }));
    };
    addEventListener('error', tell);
    addEventListener('unhandledrejection', tell);
  })();
</script>`;

/** The script tag, of a thread of its own. */
export function tagOf({ reader = 'subscriber', tag = '' }: HostPage, version = 'one'): string {
  const api = `${location.origin}/hosts/api/${reader}/${crypto.randomUUID()}`;
  return `<script src="${location.origin}/hosts/cdn/${version}/palabre.js" data-backend="${api}" data-thread="k" data-lang="en" ${tag}></script>`;
}

/** The address of a page; `thread` is what stands for the thread in it. */
export function addressOf(page: HostPage, thread = tagOf(page)): string {
  const { head = '', body = '<main>{thread}</main>', html = '', policy = '', hash = '' } = page;
  const text = `<!doctype html><html lang="en" ${html}><head><title>Article</title>${WATCH}${head}</head><body>${body.replace('{thread}', thread)}</body></html>`;
  const query = new URLSearchParams({ html: text, ...(policy && { policy }) });
  return `/hosts/page?${query}${hash}`;
}

/** Opens an address in a frame of the window's width, 900 × 700 pixels. */
export async function openFrame(
  src: string,
  attributes: Record<string, string> = {},
): Promise<HTMLIFrameElement> {
  const frame = document.createElement('iframe');
  frame.style.cssText = 'inline-size: 900px; block-size: 700px; border: 0; display: block';
  for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value);
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve));
  frame.src = src;
  frames.add(frame);
  document.body.prepend(frame);
  await loaded;
  return frame;
}

/** Opens a page, and waits until its reader can do everything. */
export async function openPage(page: HostPage, thread?: string): Promise<OpenPage> {
  const frame = await openFrame(addressOf(page, thread));
  return readyPage(frame);
}

export async function readyPage(frame: HTMLIFrameElement): Promise<OpenPage> {
  const window = frame.contentWindow as Window & typeof globalThis;
  const { document } = window;
  const faults: string[] = [];
  document.documentElement.addEventListener('fault', (event) =>
    faults.push(String((event as CustomEvent).detail)),
  );
  await until(() => isReady(document.querySelector('palabre-thread')), 'the thread');
  const found = document.querySelector('palabre-thread')!;
  return { frame, window, document, thread: found, root: found.shadowRoot!, faults };
}

/** Whether comments are shown with all that can be done, and the place to write in or the prompt. */
export function isReady(thread: PalabreThread | null): boolean {
  const root = thread?.shadowRoot;
  const place = root?.querySelector('.place > slot > *')?.shadowRoot;
  const rows = [...(root?.querySelectorAll('[part=actions]') ?? [])];
  const isWhole = rows.length > 0 && rows.every((row) => row.querySelector('[part=menu-button]'));
  const isKnown = !!thread?.context?.discussion.viewerKnown && !!root?.querySelector('select');
  return isKnown && isWhole && !!place?.querySelector('[part]');
}

/** Takes all pages away again. */
export function closePages(): void {
  frames.forEach((frame) => frame.remove());
  frames.clear();
}
