/** Replaces a part of a field's text, in a way that the browser can undo where it lets us. */
export function replaceText(
  field: HTMLTextAreaElement,
  text: string,
  from: number = field.selectionStart,
  to: number = field.selectionEnd,
): void {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  if (text === '' && from === to) return;
  // Nothing else writes into the list of what can be undone.
  if (text === '' ? command('delete') : command('insertText', text)) return;
  field.setRangeText(text, from, to, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}

function command(name: 'delete' | 'insertText', value?: string): boolean {
  try {
    return document.execCommand(name, false, value);
  } catch {
    return false;
  }
}
