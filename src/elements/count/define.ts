import { defineAlone } from '../define.js';
import { PalabreCount } from './count.js';

defineAlone('palabre-count', PalabreCount);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-count': PalabreCount;
  }
}
