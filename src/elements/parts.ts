/** The parts of the elements that have a root of their own, handed on so that they are the thread's. */
export const COMPOSER_PARTS =
  'form, label, textarea, hint, counter, over, send-button, cancel-button, error';
export const PROMPT_PARTS = 'message, aside, subscribe-button, login-button';
