import { css } from 'lit';

/** The keys' button and their explanation. */
export const keysStyles = css`
  /* The choice and the button are at the end, where all are on one line. */
  [part='heading'],
  ::slotted([slot='header']) {
    margin-inline-end: auto;
  }
  :host([keys='off']) [part='keys-button'] {
    display: none;
  }
  [part='keys-button'] {
    display: inline-grid;
    place-items: center;
    min-inline-size: max(var(--_target), 2em);
    min-block-size: max(var(--_target), 2em);
    /* As high as a line, like the choice beside it: the header does not grow when it comes. */
    margin-block: calc((1.4em - max(var(--_target), 2em)) / 2);
    margin-inline-start: calc(var(--_space) * -0.7);
    align-self: center;
    translate: 0 0.2em;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    font-size: var(--_small);
  }
  [part='keys-button'] svg {
    inline-size: 1.6em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.3;
    stroke-linecap: round;
  }
  /* In a narrow window it stands in the room of the words before the choice, or stays away. */
  @media (max-width: 36em) and (hover: hover) and (pointer: fine) {
    :host(:not([keys='off'])) [part='sort']:has(+ [part='keys-button']) > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }
    :host(:not([keys='off'])) [part='sort']:has(+ [part='keys-button']) > select {
      margin-inline-start: 0;
    }
  }
  @media (max-width: 36em) {
    @media (hover: none), (pointer: none), (pointer: coarse) {
      [part='keys-button'] {
        display: none;
      }
    }
  }
  [part='keys'] {
    display: grid;
    gap: calc(var(--_space) * 0.35);
    margin: calc(var(--_space) * 0.7) 0;
  }
  [part='keys'] div {
    display: grid;
    grid-template-columns: 2.4em 1fr;
    align-items: baseline;
    gap: 0.7em;
  }
  [part='keys'] dd {
    margin: 0;
  }
  kbd {
    display: block;
    padding-inline: 0.4em;
    border: 1px solid var(--_field);
    border-block-end-width: 2px;
    border-radius: var(--_radius);
    font: inherit;
    font-size: 0.9em;
    font-weight: 600;
    text-align: center;
  }
  [part='keys'] ~ [part='dialog-actions'] {
    margin-block-start: calc(var(--_space) * 0.7);
  }
  @media (hover: hover) {
    [part='keys-button']:hover {
      color: var(--_link);
    }
  }
  @media print {
    [part='keys-button'] {
      display: none;
    }
  }
`;
