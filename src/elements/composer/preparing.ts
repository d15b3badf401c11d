const PARTS: readonly (() => Promise<unknown>)[] = [
  () => import('../../markup/format.js'),
  () => import('../../markup/from-document.js'),
  () => import('../../markup/parse.js'),
  () => import('./preview.js'),
  () => import('./formatting.js'),
];

/** Fetches what writing and editing take, before somebody waits for it or has no network. */
export function prepareWriting(): void {
  for (const load of PARTS) load().catch(() => undefined);
}
