import { html, type TemplateResult } from 'lit';
import type { WritingMessages } from '../../i18n/messages.js';
import { replaceText } from './edit.js';

export type Tool = keyof WritingMessages['tools'];

/** The key of each, as a letter or as a place on the keyboard, with Ctrl or ⌘. */
const KEYS: Record<Tool, { key: string; code?: string; shift?: true }> = {
  strong: { key: 'b' },
  emphasis: { key: 'i' },
  quote: { key: '.', code: 'Period', shift: true },
  list: { key: '8', code: 'Digit8', shift: true },
  link: { key: 'k' },
};
const TOOLS = Object.keys(KEYS) as Tool[];

const ICONS = {
  quote: html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M2 12V7q0-4 4-4.5v2q-1.6.4-1.8 2.2H6.5V12zm7 0V7q0-4 4-4.5v2q-1.6.4-1.8 2.2h2.3V12z" /></svg>`,
  list: html`<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M1.5 2.5h2.4v2.4H1.5zm0 4.3h2.4v2.4H1.5zm0 4.3h2.4v2.4H1.5zM6 3h8.5v1.5H6zm0 4.3h8.5v1.5H6zm0 4.3h8.5v1.5H6z" /></svg>`,
  link: html`<svg viewBox="0 0 16 16" aria-hidden="true"><path fill="none" stroke="currentcolor" stroke-width="1.6" stroke-linecap="round" d="M6.6 9.4a2.9 2.9 0 0 0 4.1 0l2.4-2.4a2.9 2.9 0 0 0-4.1-4.1l-.9.9M9.4 6.6a2.9 2.9 0 0 0-4.1 0L2.9 9a2.9 2.9 0 0 0 4.1 4.1l.9-.9" /></svg>`,
};

/** Elsewhere Ctrl is what ⌘ is there, where Ctrl with a letter moves in the text. */
const isApple = (): boolean => /Mac|iP(hone|ad|od)/.test(navigator.platform);

/** The buttons that format what is selected. One of them is a stop of Tab; arrows lead to the others. */
export function renderToolbar(
  { formatting, tools, shiftKey }: WritingMessages,
  act: (tool: Tool) => void,
): TemplateResult {
  return html`<div
    part="toolbar"
    role="toolbar"
    aria-label=${formatting}
    aria-controls="text"
    @keydown=${moveAmong}
  >
    ${TOOLS.map((tool, index) => {
      const name = tools[tool];
      return html`<button
        part="tool-button"
        type="button"
        class=${tool}
        tabindex=${index === 0 ? 0 : -1}
        aria-label=${name}
        aria-keyshortcuts=${ariaShortcut(tool)}
        title="${name} (${shortcut(tool, shiftKey)})"
        @focus=${makeStop}
        @click=${() => act(tool)}
      >
        ${tool in ICONS ? ICONS[tool as keyof typeof ICONS] : name[0]}
      </button>`;
    })}
  </div>`;
}

/** Which of them a key stands for. */
export function toolOf(event: KeyboardEvent): Tool | null {
  const held = isApple() ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  if (!held || event.altKey) return null;
  const isMeant = (tool: Tool): boolean => {
    const { key, code, shift = false } = KEYS[tool];
    // With Shift a key gives another character, which one depends on the keyboard.
    const isKey = event.key.toLowerCase() === key || (code !== undefined && event.code === code);
    return isKey && event.shiftKey === shift;
  };
  return TOOLS.find(isMeant) ?? null;
}

/** Formats what is selected in a field. */
export async function useTool(field: HTMLTextAreaElement, tool: Tool): Promise<void> {
  const { format } = await import('./formatting.js');
  if (field.readOnly) return;
  const { value: text, selectionStart, selectionEnd } = field;
  const { from, to, insert, start, end } = format(
    { text, start: selectionStart, end: selectionEnd },
    tool,
  );
  replaceText(field, insert, from, to);
  field.setSelectionRange(start, end);
}

function shortcut(tool: Tool, shiftName: string): string {
  const { key, shift } = KEYS[tool];
  if (isApple()) return `${shift ? '⇧' : ''}⌘${key.toUpperCase()}`;
  return `Ctrl+${shift ? `${shiftName}+` : ''}${key.toUpperCase()}`;
}

function ariaShortcut(tool: Tool): string {
  const { key, shift } = KEYS[tool];
  return `${isApple() ? 'Meta' : 'Control'}+${shift ? 'Shift+' : ''}${key.toUpperCase()}`;
}

function moveAmong(event: KeyboardEvent): void {
  const bar = event.currentTarget as HTMLElement;
  const buttons = [...bar.querySelectorAll('button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const onwards = getComputedStyle(bar).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: -1,
    [onwards]: 1,
    Home: -at,
    End: buttons.length - 1 - at,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  buttons.at((at + step) % buttons.length)!.focus();
}

function makeStop({ currentTarget }: FocusEvent): void {
  const stop = currentTarget as HTMLButtonElement;
  for (const button of stop.parentElement!.querySelectorAll('button')) {
    button.tabIndex = button === stop ? 0 : -1;
  }
}
