import { defineAlone } from '../define.js';
import { PalabreLatest } from './latest.js';

defineAlone('palabre-latest', PalabreLatest);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-latest': PalabreLatest;
  }
}
