import { nothing } from 'lit';
import { becomeGuest, forgetGuest } from '../../discussion/guests.js';
import type { TokenSource } from '../../discussion/session.js';
import { loadViewer } from '../../discussion/viewing.js';
import type { ThreadContext } from '../context.js';
import type { GuestRequest } from '../events.js';
import type { ThreadHost } from './host.js';
import { announce } from './telling.js';

/** Goes on with another reader, or the same one signed in: what is shown and written stays. */
export async function changeReader(host: ThreadHost, tokens: TokenSource | null): Promise<void> {
  if (!host.context) return;
  const { discussion } = host.context;
  discussion.tokens = tokens;
  await loadViewer(discussion);
  endDenials(host);
}

/** Goes on with a guest of that name, or without the one there was. @throws PalabreError */
export async function changeGuest(
  host: ThreadHost,
  { discussion }: ThreadContext,
  { name }: GuestRequest,
): Promise<void> {
  if (name === null) await forgetGuest(discussion);
  else await becomeGuest(discussion, name);
  const messages = host.locale?.writing;
  const known = discussion.viewer?.account?.name ?? '';
  if (messages) announce(host, name === null ? messages.nameForgotten : messages.nameTaken(known));
  endDenials(host);
  await host.updateComplete;
}

/** Whether the keyboard is in the thread, or nowhere because what it was on has gone. */
export function holdsFocus(host: ThreadHost): boolean {
  const { activeElement } = host.getRootNode() as Document | ShadowRoot;
  return activeElement === host || document.activeElement === document.body;
}

function endDenials(host: ThreadHost): void {
  for (const comment of host.renderRoot.querySelectorAll('palabre-comment')) {
    comment.showDenial(nothing);
  }
}
