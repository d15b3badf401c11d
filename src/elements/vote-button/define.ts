import { define } from '../define.js';
import { PalabreVoteButton } from './vote-button.js';

define('palabre-vote-button', PalabreVoteButton);

declare global {
  interface HTMLElementTagNameMap {
    'palabre-vote-button': PalabreVoteButton;
  }
}
