import { define } from '../define.js';
import { PalabreComment } from './comment.js';

define('palabre-comment', PalabreComment);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-comment': PalabreComment;
  }
}
