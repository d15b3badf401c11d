import { sendKeys } from '@web/test-runner-commands';

/*
 * Real, trusted key presses in every engine. WebKit's driver knows no "down" and "up": there a
 * chord is sent as the code points that WebDriver has for keys, which are pressed together.
 */
const IN_WEBKIT = /AppleWebKit/.test(navigator.userAgent) && !/Chrome/.test(navigator.userAgent);
const CODE_POINTS = {
  Control: '\uE009',
  Meta: '\uE03D',
  Enter: '\uE007',
  Shift: '\uE008',
  Tab: '\uE004',
};

/** Presses a key on whatever has the focus; a space is `' '`. */
export async function press(key: string): Promise<void> {
  await sendKeys({ press: key });
}

/** Types a text, one key after the other. */
export async function type(text: string): Promise<void> {
  if (!IN_WEBKIT) return sendKeys({ type: text });
  for (const character of text) await sendKeys({ press: character });
}

/** Presses Enter while a modifier is held. */
export function pressEnterWith(modifier: 'Control' | 'Meta'): Promise<void> {
  return pressWith(modifier, 'Enter');
}

/** Presses Enter or a letter while a modifier is held. */
export async function pressWith(modifier: 'Control' | 'Meta', key: string): Promise<void> {
  if (IN_WEBKIT) {
    const sent = key === 'Enter' ? CODE_POINTS.Enter : key;
    return sendKeys({ type: CODE_POINTS[modifier] + sent });
  }
  await sendKeys({ down: modifier });
  await sendKeys({ press: key });
  await sendKeys({ up: modifier });
}

/** Presses Tab while Shift is held. */
export async function pressBackTab(): Promise<void> {
  if (IN_WEBKIT) return sendKeys({ type: CODE_POINTS.Shift + CODE_POINTS.Tab });
  await sendKeys({ down: 'Shift' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ up: 'Shift' });
}

/** Puts the focus on an element and presses a key. */
export async function pressOn(element: HTMLElement, key = 'Enter'): Promise<void> {
  element.focus();
  await press(key);
}

/** Fills a text field at once, as pasting does. */
export function paste(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
}
