import { css } from 'lit';

export const latestStyles = css`
  /* As wide as there is room, also among the boxes of a flexible row or column. */
  :host {
    min-inline-size: 0;
    inline-size: -moz-available;
    inline-size: -webkit-fill-available;
  }
  section {
    container-type: inline-size;
    outline-offset: 2px;
  }
  [part='heading'] {
    padding-block-end: calc(var(--_space) * 0.5);
    border-block-end: 1px solid var(--_border);
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
  }
  [part='list'] {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  /* What is shown, over the room that was kept for it. */
  .stack {
    display: grid;
  }
  .stack > * {
    grid-area: 1 / 1;
    min-inline-size: 0;
  }
  .room {
    visibility: hidden;
  }
  [part='item'],
  [part='placeholder'] {
    padding-block: calc(var(--_space) * 0.7);
    border-block-end: 1px solid var(--_border);
    line-height: 1.45;
  }
  /* A line above, and those that an excerpt and a title of usual length take in a wide font. */
  [part='placeholder'] {
    --_lines: 9;
    min-block-size: calc(
      var(--_lines) * 1.45em + var(--_space) * 1.6 + max(0px, var(--_target) - 1.3em)
    );
  }
  @container (inline-size > 20em) {
    [part='placeholder'] {
      --_lines: 7;
    }
  }
  @container (inline-size > 30em) {
    [part='placeholder'] {
      --_lines: 6;
    }
  }
  @container (inline-size > 40em) {
    [part='placeholder'] {
      --_lines: 4;
    }
  }
  [part='meta'] {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.6em;
    font-size: var(--_small);
  }
  [part='author'] {
    font-weight: 700;
  }
  [part='time'],
  [part='empty'],
  [part='failure'] {
    color: var(--_muted);
  }
  [part='excerpt'],
  .place {
    max-inline-size: var(--_measure);
  }
  [part='excerpt'] {
    /* A pile of combining marks stays within its own comment. */
    overflow: clip;
    overflow-clip-margin: 0.5em;
    text-wrap: pretty;
  }
  .place {
    margin-block-start: calc(var(--_space) * 0.2);
    font-size: 0.9em;
  }
  a[part='article'] {
    display: inline-block;
    min-block-size: var(--_target);
    align-content: center;
    font-weight: 600;
  }
  [part='placeholder'] :is(i, b) {
    display: block;
    block-size: 0.85em;
    margin-block-end: 0.75em;
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='placeholder'] i {
    inline-size: 11em;
    max-inline-size: 60%;
  }
  [part='placeholder'] b:last-child {
    inline-size: 55%;
  }
  [part='empty'],
  [part='failure'] {
    padding-block: var(--_space);
  }
  [part='retry'] {
    min-block-size: max(var(--_target), 2.2em);
    min-inline-size: var(--_target);
    margin-block-start: calc(var(--_space) * 0.5);
    padding-inline: 0.9em;
    border: 1px solid currentcolor;
    border-radius: var(--_radius);
    background: none;
    font-size: 0.9em;
  }
  /* Our words keep their order and their side on a page that is read the other way. */
  :where(h2, p:not([dir]), time, button) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  button {
    text-align: center;
  }
  /* Tabbed to, nothing stays hidden under a header that is fixed on the page. */
  :is(a, button) {
    scroll-margin-block: var(--palabre-scroll-margin, 4.5em) 4.5em;
    touch-action: manipulation;
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: currentcolor;
      --_border: currentcolor;
    }
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
