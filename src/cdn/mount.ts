/** How far below the window's upper edge, in pixels, comments are asked for at once: some windows. */
const NEAR = 2000;

/** An element that is not upgraded yet; see `PalabreThread.prefetched`. */
export type MountedThread = HTMLElement & {
  /** Of one that is upgraded. */
  backend?: unknown;
  prefetched?: { url: string; response: Promise<Response> };
};

/** The page, under a name that a minifier may shorten. */
export const page = document;

/**
 * Puts a thread right after a script tag, with each `data-*` of the tag as an attribute, and asks
 * for its comments at once where they are about to be seen. What it asks for has to be what the
 * thread would; in odd cases (a relative address, a page size that is none) it is not, and the
 * thread asks again.
 *
 * @returns the thread, or the tag itself if it names no backend or has its thread already
 */
export function mount(tag: HTMLScriptElement): HTMLElement {
  const data = tag.dataset;
  // A page that was put back from a cache of its router brings the thread along.
  if (!data['backend'] || (tag.nextSibling as MountedThread | null)?.backend) return tag;
  const thread: MountedThread = page.createElement('palabre-thread');
  // Its own names only: old libraries add to those of every object.
  Object.keys(data).map((name) =>
    // Attributes have no upper case: `pageSize` becomes `page-Size` and so `page-size`.
    thread.setAttribute(name.replace(/[A-Z]/g, '-$&'), data[name]!),
  );
  tag.after(thread);
  const base = /^(https?:[^?#]+?)\/*$/.exec(data['backend'])?.[1];
  const around = page.URL.split('#palabre-')[1];
  if (
    base &&
    // More than come unasked are asked for by the thread itself.
    !((data['highlights'] as never) > 3) &&
    (around || data['loading'] === 'eager' || thread.getBoundingClientRect().top < NEAR)
  ) {
    const url = `${base}/v1/thread?${new URLSearchParams({
      thread:
        data['thread'] ||
        page.querySelector<HTMLLinkElement>('link[rel~=canonical i]')?.href ||
        page.URL.split('#')[0]!,
      sort: data['sort'] || 'newest',
      limit: data['pageSize'] || (25 as never),
      ...(around && { around }),
    })}`;
    const response = fetch(url, { credentials: 'omit' });
    // The thread hears of a failure; the page does not.
    response.catch((error: unknown) => error);
    thread.prefetched = { url, response };
  }
  return thread;
}
