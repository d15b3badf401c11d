import { define } from '../define.js';
import '../comment/define.js';
import { PalabreThread } from './thread.js';

define('palabre-thread', PalabreThread);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-thread': PalabreThread;
  }
}
