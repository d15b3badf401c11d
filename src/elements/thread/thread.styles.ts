import { css } from 'lit';

export const threadStyles = css`
  /* As wide as there is room, also among the boxes of a flexible row or column. */
  :host {
    min-inline-size: 0;
    inline-size: -moz-available;
    inline-size: -webkit-fill-available;
  }
  :host([color-scheme]) {
    padding: var(--_space);
    background: var(--palabre-background, Canvas);
    color: var(--palabre-text, CanvasText);
  }
  :host([color-scheme='light']) {
    color-scheme: light;
  }
  :host([color-scheme='dark']) {
    color-scheme: dark;
  }
  [part='header'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: calc(var(--_space) * 0.35) calc(var(--_space) * 1.4);
    padding-block: calc(var(--_space) * 0.5);
    border-block-start: 3px solid;
  }
  [part='heading'] {
    font-size: 1.375em;
    line-height: 1.25;
    font-weight: 700;
    letter-spacing: -0.01em;
    font-variant-numeric: lining-nums;
  }
  .place {
    display: grid;
    min-block-size: calc(8em + var(--_space) * 1.4);
    padding-block: calc(var(--_space) * 0.35) var(--_space);
    border-block-end: 1px solid var(--_border);
  }
  @media (max-width: 26em) {
    [part='header'] {
      min-block-size: 5.1em;
      align-content: start;
    }
    .place {
      min-block-size: calc(9.8em + var(--_space) * 1.4);
    }
  }
  .place:empty::after {
    content: '';
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='empty'] {
    padding-block: calc(var(--_space) * 2.5);
    color: var(--_muted);
    font-style: italic;
  }
  [part='skeleton'] {
    min-block-size: 90vh;
  }
  [part='skeleton'] div {
    padding-block: calc(var(--_space) * 1.4);
    border-block-end: 1px solid var(--_border);
  }
  [part='skeleton'] :is(i, b) {
    display: block;
    block-size: 0.85em;
    margin-block-end: 0.75em;
    max-inline-size: var(--_measure);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='skeleton'] i {
    inline-size: 11em;
  }
  [part='skeleton'] b:last-child {
    inline-size: 55%;
  }
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
