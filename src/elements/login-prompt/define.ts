import { define } from '../define.js';
import { PalabreLoginPrompt } from './login-prompt.js';

define('palabre-login-prompt', PalabreLoginPrompt);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-login-prompt': PalabreLoginPrompt;
  }
}
