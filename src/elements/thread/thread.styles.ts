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
  [part='sort'] {
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='sort'] select {
    min-block-size: 2em;
    margin-inline-start: 0.3em;
    padding-inline: 0.2em;
    border: 0;
    border-block-end: 1px solid var(--_border);
    border-radius: 0;
    background: none;
    color: var(--palabre-text, inherit);
    font-weight: 600;
  }
  option {
    background: Canvas;
    color: CanvasText;
  }
  .place {
    display: grid;
    min-block-size: 9.4em;
    padding-block: 0.3em 1.1em;
    border-block-end: 1px solid var(--_border);
  }
  [part='empty'] {
    padding-block: 2.5em;
    color: var(--_muted);
    font-style: italic;
  }
  [part='failure'] {
    padding: 1.5em;
    margin-block-start: 1em;
    background: var(--_surface);
    border-radius: var(--_radius);
  }
  [part='failure'] p:first-child {
    font-weight: 600;
  }
  [part='retry'] {
    margin-block-start: 1em;
  }
  [part='retry'],
  [part~='more'] {
    min-block-size: 2.6em;
    padding: 0.4em 1.1em;
    border: 1px solid currentcolor;
    border-radius: var(--_radius);
    background: none;
    font-size: 0.9em;
    font-weight: 600;
  }
  [part='retry']:hover,
  [part~='more']:hover {
    background: var(--_surface);
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
  [part='notice'] {
    position: fixed;
    inset-block-end: 1rem;
    inset-inline: 1rem;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.75em;
    inline-size: fit-content;
    max-inline-size: calc(100vw - 2rem);
    margin-inline: auto;
    padding: 0.5em 0.5em 0.5em 1.1em;
    border-radius: var(--_radius);
    background: CanvasText;
    color: Canvas;
    font-size: 0.9em;
    box-shadow: 0 4px 18px rgb(0 0 0 / 0.25);
  }
  [part='notice'] button {
    inline-size: 2.2em;
    block-size: 2.2em;
    flex: none;
    border: 0;
    background: none;
    font-size: 1.15em;
    line-height: 1;
  }
  [part='notice'] :focus-visible {
    outline-color: currentcolor;
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
