/** Every part of a prompt, for those around it to hand on. */
export const PROMPT_PARTS =
  'message, aside, subscribe-button, login-button, name-form, name-label, name-field, name-button, name-hint, name-error, close-button';
