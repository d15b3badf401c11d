import { fixture, html } from '@open-wc/testing';
import { part, textOf, until, type Mounted } from '../../support/thread-fixture.js';
import type { PalabreComposer } from '../../../src/elements/composer/composer.js';

/** The drafts that the browser keeps, by their text. */
export function keptDrafts(): string[] {
  return draftKeys().map((key) => (JSON.parse(localStorage.getItem(key)!) as Kept).text);
}

interface Kept {
  text: string;
  id: string;
  attempted: string | null;
}

/** The one draft that is kept, with all that belongs to it. */
export function keptDraft(): Kept {
  const [key] = draftKeys();
  if (!key) throw new Error('No draft is kept');
  return JSON.parse(localStorage.getItem(key)!) as Kept;
}

function draftKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith('palabre-draft '));
}

/** Another tab of the same newspaper, as far as the browser's storage can tell. */
export async function otherTab(): Promise<Storage> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Another tab"></iframe>`);
  return frame.contentWindow!.localStorage;
}

/** Writes another text over the one draft that is kept, or (`null`) throws it away, in a tab. */
export function writeElsewhere(storage: Storage, change: Partial<Kept> | null): void {
  const [key] = draftKeys();
  if (change) storage.setItem(key!, JSON.stringify({ ...keptDraft(), ...change }));
  else storage.removeItem(key!);
}

/** Leaves the page with the thread. */
export function leave({ thread }: Pick<Mounted, 'thread'>): void {
  thread.parentElement!.remove();
}

/** What a composer says of the draft in it. */
export function saidOfDraft(composer: PalabreComposer): string {
  return textOf(part(composer.shadowRoot!, 'draft'));
}

export async function restored(composer: PalabreComposer): Promise<void> {
  await until(() => saidOfDraft(composer).includes('restored'), 'the draft');
}
