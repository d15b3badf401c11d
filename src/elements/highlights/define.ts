import { defineAlone } from '../define.js';
import { PalabreHighlights } from './highlights.js';

defineAlone('palabre-highlights', PalabreHighlights);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-highlights': PalabreHighlights;
  }
}
