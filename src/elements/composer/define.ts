import { define } from '../define.js';
import { PalabreComposer } from './composer.js';

define('palabre-composer', PalabreComposer);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-composer': PalabreComposer;
  }
}
