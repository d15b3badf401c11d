import type { LatestComment } from '../../model/thread.js';

/** Where a comment stands under its article; `null` for an address that is not one of the web. */
export function articleLink({ comment, thread }: LatestComment): string | null {
  if (!URL.canParse(thread.url)) return null;
  const url = new URL(thread.url);
  if (!/^https?:$/.test(url.protocol)) return null;
  url.hash = `palabre-${comment.id}`;
  return url.href;
}
