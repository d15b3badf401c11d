import { css } from 'lit';

export const dialogStyles = css`
  [part='dialog'] {
    inline-size: min(34em, 100vw - 2rem);
    max-block-size: calc(100dvh - 2rem);
    overflow: auto;
    padding: calc(var(--_space) * 1.4);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 2);
    background: var(--palabre-background, Canvas);
    color: var(--palabre-text, CanvasText);
  }
  [part='dialog']::backdrop {
    background: rgb(0 0 0 / 0.45);
  }
  [part='dialog-heading'] {
    margin-block-end: calc(var(--_space) * 0.7);
    font-size: 1.125em;
    line-height: 1.3;
  }
  :is([part='dialog-done'], [part='dialog-text'], [part='field']) {
    margin-block-end: calc(var(--_space) * 1.2);
  }
  [part='dialog-fields'] {
    margin: 0 0 var(--_space);
    padding: 0;
    border: 0;
  }
  [part='dialog-fields'] legend {
    padding: 0;
    font-weight: 600;
  }
  [part='choice'] {
    display: flex;
    align-items: center;
    gap: 0.6em;
    min-block-size: max(var(--_target), 2em);
  }
  [part='choice'] input {
    flex: none;
    inline-size: 1.15em;
    block-size: 1.15em;
    margin: 0;
    accent-color: var(--_accent);
  }
  [part='field-label'] {
    display: block;
    margin-block: calc(var(--_space) * 0.7) 0.25em;
    font-weight: 600;
  }
  [part='field'] {
    inline-size: 100%;
    min-block-size: max(var(--_target), 2.4em);
    padding: 0.45em 0.6em;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    background: none;
    font-size: var(--_typed, inherit);
  }
  [part='field-hint'] {
    color: var(--_muted);
    font-size: var(--_small);
  }
  [part='muted-list'] {
    list-style: none;
    margin: 0 0 var(--_space);
    padding: 0;
  }
  [part='muted-reader'] {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 1em;
    min-block-size: max(var(--_target), 2.6em);
    border-block-end: 1px solid var(--_border);
  }
  [part='dialog-error'] {
    color: var(--_danger);
    font-weight: 600;
  }
  [part='dialog-error']:not(:empty) {
    margin-block-end: var(--_space);
  }
  [part='dialog-actions'] {
    display: flex;
    flex-wrap: wrap;
    justify-content: end;
    gap: 0.75em;
  }
  :is([part='dialog-action'], [part='dialog-cancel'], [part='unmute-button']) {
    min-block-size: max(var(--_target), 2.6em);
    padding: 0.4em 1.1em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    font-size: 0.9em;
    font-weight: 600;
  }
  [part='dialog-action'] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  :is([part='dialog-cancel'], [part='unmute-button']) {
    border-color: currentcolor;
    background: none;
  }
  [part='dialog-action'][aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }
`;
