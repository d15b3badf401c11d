import { css } from 'lit';

/** Where the comments that stand out have no thread around them. */
export const aloneStyles = css`
  /* As wide as there is room, also among the boxes of a flexible row or column. */
  :host {
    min-inline-size: 0;
    inline-size: -moz-available;
    inline-size: -webkit-fill-available;
  }
  [part='highlights'] {
    padding: 0;
    border: 0;
  }
  [part='highlights-heading'] {
    padding-block-end: calc(var(--_space) * 0.5);
    border-block-end: 1px solid var(--_border);
    font-size: 1.25em;
    font-weight: 700;
    line-height: 1.25;
  }
  [part='highlights-list'] {
    margin-block-start: calc(var(--_space) * 0.8);
    line-height: 1.45;
  }
  [part='excerpt'] {
    display: block;
    min-block-size: var(--_target);
    max-inline-size: var(--_measure);
    /* A pile of combining marks stays within its own comment. */
    overflow: clip;
    overflow-clip-margin: 0.5em;
    text-wrap: pretty;
  }
  [part='highlight-meta'] {
    margin-block-start: calc(var(--_space) * 0.2);
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
  :is(.room, [part='skeleton']) [part='highlight'] {
    container-type: inline-size;
  }
  /* The lines that an excerpt takes in a wide font, and two of small type below them. */
  [part='placeholder'] {
    --_lines: 13;
    min-block-size: calc(var(--_lines) * 1.45em + 2.6em + var(--_space) * 0.2);
  }
  @container (inline-size > 14em) {
    [part='placeholder'] {
      --_lines: 11;
    }
  }
  @container (inline-size > 17em) {
    [part='placeholder'] {
      --_lines: 9;
    }
  }
  @container (inline-size > 21em) {
    [part='placeholder'] {
      --_lines: 7;
    }
  }
  @container (inline-size > 28em) {
    [part='placeholder'] {
      --_lines: 5;
    }
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
  /* Our words keep their order and their side on a page that is read the other way. */
  :where(h2, p) {
    unicode-bidi: plaintext;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* Tabbed to, nothing stays hidden under a header that is fixed on the page. */
  a {
    scroll-margin-block: var(--palabre-scroll-margin, 4.5em) 4.5em;
    touch-action: manipulation;
  }
  @media (hover: hover) {
    [part='excerpt']:hover {
      text-decoration: underline;
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: currentcolor;
      --_border: currentcolor;
    }
  }
`;
