import { css } from 'lit';
import { lateBase } from '../../styles/late.js';

export const loginPromptStyles = css`
  ${lateBase}
  :host {
    display: grid;
    align-content: center;
    gap: calc(var(--_space) * 0.7);
    padding: calc(var(--_space) * 1.25);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  :host {
    --_close: max(var(--_target), 2.2rem);
    position: relative;
  }
  [part='close-button'] {
    position: absolute;
    inset-block: 0 auto;
    inset-inline: auto 0;
    inline-size: var(--_close);
    block-size: var(--_close);
    padding: 0;
    border: 0;
    background: none;
    font-size: 1.15em;
    line-height: 1;
  }
  :host > * {
    text-align: center;
  }
  [part~='message'] {
    font-weight: 600;
    text-wrap: balance;
  }
  [part='aside'] {
    font-size: 0.9em;
    color: var(--_muted);
  }
  a,
  button {
    font-weight: 600;
    unicode-bidi: plaintext;
  }
  /* What comes and goes stands below what is pressed, so that nothing moves under the pointer. */
  :host([reason='name']) {
    align-content: start;
    gap: calc(var(--_space) * 0.5);
    padding-block: calc(var(--_space) * 0.65);
  }
  [part='name-form'] {
    display: grid;
    grid-template-columns: minmax(0, 20em) auto;
    justify-content: center;
    gap: 0.35em 0.6em;
    text-align: start;
  }
  [part~='name-label'],
  [part='name-error'],
  [part='name-hint'] {
    grid-column: 1 / -1;
  }
  [part='name-field'] {
    inline-size: 100%;
    min-block-size: max(var(--_target), 2.6em);
    margin: 0;
    padding: 0.3em 0.6em;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    background: none;
    color: inherit;
    font: inherit;
    font-size: var(--_typed, inherit);
  }
  [part='name-field']:focus-visible {
    outline-offset: 1px;
  }
  [part='name-field'][aria-invalid='true'] {
    border-color: var(--_danger);
  }
  [part='name-error'],
  [part='name-hint'] {
    font-size: var(--_small);
    line-height: 1.4;
  }
  [part='name-error'] {
    color: var(--_danger);
    font-weight: 600;
  }
  [part='name-error']:empty {
    display: none;
  }
  [part='name-hint'] {
    color: var(--_muted);
  }
  [part='name-button'] {
    min-block-size: max(var(--_target), 2.6em);
    padding: 0.3em 1em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [part='name-button'][aria-disabled='true'] {
    opacity: 0.7;
    cursor: progress;
  }
  @media (max-width: 26em) {
    :host([reason='name']) {
      gap: calc(var(--_space) * 0.8);
      padding: calc(var(--_space) * 1.1) calc(var(--_space) * 0.9) calc(var(--_space) * 0.8);
    }
  }
  /* Room beside the first line for what closes it. */
  :host([cancelable]:not([reason='name'])) {
    padding-inline: var(--_close);
  }
  :host([cancelable]) [part~='name-label'] {
    padding-inline-end: var(--_close);
    min-block-size: calc(var(--_close) - var(--_space) * 0.65);
  }
  [part='subscribe-button'] {
    display: inline-block;
    min-block-size: var(--_target);
    padding: 0.6em 1.4em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    text-decoration: none;
  }
  @media (hover: hover) {
    :is([part='name-button'], [part='subscribe-button']):hover {
      box-shadow: var(--_ring);
    }
  }
  [part='login-button'] {
    display: inline-block;
    min-block-size: var(--_target);
    align-content: center;
    padding: 0.1em 0;
    border: 0;
    background: none;
    color: var(--palabre-text, inherit);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`;
