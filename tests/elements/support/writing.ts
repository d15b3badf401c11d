import type { PalabreComposer } from '../../../src/elements/composer/composer.js';
import { part, spoken, textareaOf, textOf, until } from '../../support/thread-fixture.js';
import { paste, pressEnterWith, pressOn } from './keyboard.js';

/** Puts a text into a composer. */
export async function write(composer: PalabreComposer, text: string): Promise<void> {
  textareaOf(composer).focus();
  await composer.updateComplete;
  paste(textareaOf(composer), text);
  await composer.updateComplete;
}

/** Writes a text and sends it by the keyboard. */
export async function writeAndSend(composer: PalabreComposer, text: string): Promise<void> {
  await write(composer, text);
  await pressEnterWith('Control');
}

/** Presses the button that sends, open as the composer is after something was written. */
export async function pressSend(composer: PalabreComposer): Promise<void> {
  await pressOn(part(composer.shadowRoot!, 'send-button'));
}

/** Waits until a composer says why it did not send, and answers what it says. */
export async function errorIn(composer: PalabreComposer): Promise<string> {
  const said = (): string[] => spoken(composer.shadowRoot!, 'alert');
  await until(() => said().length > 0, 'an error in the composer');
  return said().join();
}

/** Waits until a composer is empty, as it is when its text was sent. */
export async function emptied(composer: PalabreComposer): Promise<void> {
  await until(() => textareaOf(composer).value === '', 'the text to be sent');
}

export function counterOf(composer: PalabreComposer): string {
  return textOf(part(composer.shadowRoot!, 'counter'));
}
