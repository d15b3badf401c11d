import { html, type TemplateResult } from 'lit';
import { readsByKeys, writeReadsByKeys } from '../../discussion/habits.js';
import type { KeyMessages, WritingMessages } from '../../i18n/messages.js';
import { show } from '../dialog/dialog.js';
import type { ThreadHost } from './host.js';

/** What each key does; letters as they are printed on the keys. */
const KEYS = [
  ['J', 'next'],
  ['K', 'previous'],
  ['R', 'reply'],
  ['V', 'vote'],
  ['N', 'news'],
  ['?', 'help'],
] as const satisfies [string, keyof KeyMessages][];

/** The button that explains the keys; unseen where the page switches them off. */
export function renderKeysButton({ keys }: WritingMessages): TemplateResult {
  return html`<button
    part="keys-button"
    type="button"
    aria-haspopup="dialog"
    title=${keys.heading}
    @click=${explain}
  >
    <svg viewBox="0 0 22 16" aria-hidden="true">
      <rect x="1" y="1" width="20" height="14" rx="2.5" />
      <path d="M5 5h1m3 0h1m3 0h1m2 0h1M5 8h1m3 0h1m3 0h1m2 0h1M7 11.5h8" />
    </svg>
  </button>`;
}

function explain({ currentTarget }: Event): void {
  showKeys(((currentTarget as Element).getRootNode() as ShadowRoot).host as ThreadHost);
}

/** Explains the keys, and lets the reader switch them off or on again. */
export function showKeys(host: ThreadHost): void {
  const writing = host.context?.locale.writing;
  if (!writing || !host.shadowRoot || host.shadowRoot.querySelector('dialog')) return;
  show(host.shadowRoot, {
    heading: writing.keys.heading,
    content: () => renderKeys(writing.keys),
    close: writing.close,
  });
}

function renderKeys(texts: KeyMessages): TemplateResult {
  return html`<p part="keys-when">${texts.when}</p>
    <dl part="keys">
      ${KEYS.map(
        ([key, name]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${texts[name]}</dd></div>`,
      )}
    </dl>
    <label part="choice"
      ><input
        type="checkbox"
        .checked=${readsByKeys()}
        @change=${({ target }: Event) => writeReadsByKeys((target as HTMLInputElement).checked)}
      />${texts.use}</label
    >`;
}
