import { css } from 'lit';

export const threadStyles = css`
  [part='header'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0.4em 1.5em;
    padding-block: 0.6em;
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
    min-block-size: 9.4em;
    padding-block: 0.3em 1.1em;
    border-block-end: 1px solid var(--_border);
  }
  @media (max-width: 26em) {
    [part='header'] {
      min-block-size: 5.1em;
      align-content: start;
    }
    .place {
      min-block-size: 11.2em;
    }
  }
  .place:empty::after {
    content: '';
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='empty'] {
    padding-block: 2.5em;
    color: var(--_muted);
    font-style: italic;
  }
  [part='skeleton'] {
    min-block-size: 90vh;
  }
  [part='skeleton'] div {
    padding-block: 1.4em;
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
