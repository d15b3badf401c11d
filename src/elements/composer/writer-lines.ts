import { html, nothing, type TemplateResult } from 'lit';
import type { Discussion } from '../../discussion/discussion.js';
import { isGuest } from '../../discussion/guests.js';
import { can } from '../../discussion/viewing.js';
import type { WritingMessages } from '../../i18n/messages.js';

/** Under which name a guest writes, and that signing in comes later for whoever never was. */
export function renderWriter(
  discussion: Discussion | null,
  messages: WritingMessages,
  isKnown: boolean,
  forget: () => void,
): TemplateResult | typeof nothing {
  if (!discussion?.viewer) return nothing;
  const name = isGuest(discussion) ? discussion.viewer.account!.name : null;
  return html`${name === null ? nothing : renderGuest(name, messages, forget)}
  ${!isKnown && mustSignIn(discussion) ? renderFirst(messages) : nothing}`;
}

function renderGuest(
  name: string,
  { writingAs, forgetName }: WritingMessages,
  forget: () => void,
): TemplateResult {
  return html`<p part="guest-line">
    ${writingAs}
    <bdi part="guest-name" translate="no">${name}</bdi>.
    <button part="forget-button" type="button" @click=${forget}>${forgetName}</button>
  </p>`;
}

function renderFirst({ writeFirst }: WritingMessages): TemplateResult {
  return html`<p part="write-first">${writeFirst}</p>`;
}

function mustSignIn(discussion: Discussion): boolean {
  const may = can(discussion, 'comment');
  return !may.allowed && may.reason === 'login';
}
