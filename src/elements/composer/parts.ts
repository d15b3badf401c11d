import { PROMPT_PARTS } from '../login-prompt/parts.js';

/** Every part of a composer, for those around it to hand on. */
export const COMPOSER_PARTS = `form, label, guest-line, guest-name, forget-button, textarea, write-first, draft, discard-button, drafts, unkept, toolbar, tool-button, preview-button, preview, body, hint, counter, over, send-button, cancel-button, wait, error, ${PROMPT_PARTS}`;
