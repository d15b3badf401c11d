import { nothing } from 'lit';
import { becomeGuest, forgetGuest } from '../../discussion/guests.js';
import type { TokenSource } from '../../discussion/session.js';
import { loadViewer } from '../../discussion/viewing.js';
import { showDenial } from '../comment/leading.js';
import type { ThreadContext } from '../context.js';
import type { GuestRequest } from '../events.js';
import type { ThreadHost } from './host.js';
import { announce } from './telling.js';

/** Goes on with another reader, or the same one signed in: what is shown and written stays. */
export async function changeReader(host: ThreadHost, tokens: TokenSource | null): Promise<void> {
  if (!host.context) return;
  const { discussion } = host.context;
  if (!isSame(discussion.tokens, tokens)) discussion.tokens = tokens;
  await loadViewer(discussion);
  endDenials(host);
}

/** An address that is said once more is no other one: the token from it is known. */
function isSame(one: TokenSource | null, other: TokenSource | null): boolean {
  const addressOf = (source: TokenSource | null) =>
    source && typeof source === 'object' ? source.url : source;
  return addressOf(one) === addressOf(other);
}

/**
 * Goes on with a guest of that name, or without the one there was. Answers whether the reader still
 * waits where they asked for it. @throws PalabreError
 */
export async function changeGuest(
  host: ThreadHost,
  { discussion }: ThreadContext,
  { name }: GuestRequest,
): Promise<boolean> {
  const asking = host.shadowRoot!.activeElement;
  if (name === null) await forgetGuest(discussion);
  else await becomeGuest(discussion, name);
  const messages = host.locale?.writing;
  const known = discussion.viewer?.account?.name ?? '';
  if (messages) announce(host, name === null ? messages.nameForgotten : messages.nameTaken(known));
  // Before the prompts go, and the focus with them.
  const waits = holdsFocus(host, asking);
  endDenials(host);
  await host.updateComplete;
  return waits;
}

/** Whether the keyboard is where it was, or nowhere because what it was on has gone. */
function holdsFocus({ shadowRoot }: ThreadHost, before: Element | null): boolean {
  if (document.activeElement === document.body) return true;
  return before !== null && shadowRoot!.activeElement === before;
}

function endDenials(host: ThreadHost): void {
  for (const comment of host.renderRoot.querySelectorAll('palabre-comment')) {
    showDenial(comment, nothing);
  }
}
