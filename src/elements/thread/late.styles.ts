import { css } from 'lit';
import { lateBase } from '../../styles/late.js';

/** What nobody can see in the first frame. */
export const lateStyles = css`
  ${lateBase}
  /* What fewer pages say of everything. */
  :host > * {
    color: var(--palabre-text, inherit);
    font-family: var(--palabre-font, inherit);
    cursor: auto;
    text-shadow: none;
    word-break: normal;
    -webkit-user-select: text;
    user-select: text;
  }
  [part='sort'] {
    display: inline-flex;
    align-items: baseline;
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='sort'] select {
    min-block-size: max(var(--_target), 2em);
    /* As high as a line: the header does not grow when it comes. */
    margin-block: calc((1.4em - max(var(--_target), 2em)) / 2);
    margin-inline-start: 0.5em;
    padding-inline: 0.2em 1.5em;
    border: 0;
    border-block-end: 1px solid var(--_field);
    border-radius: 0;
    appearance: none;
    background: none;
    color: var(--palabre-text, inherit);
    font-size: var(--_typed, inherit);
    font-weight: 600;
  }
  /* The arrow of the choice: some engines draw theirs only on a button of their own. */
  [part='sort']::after {
    content: '';
    align-self: center;
    inline-size: 0.4em;
    block-size: 0.4em;
    margin-inline: -1em 0.6em;
    border: solid;
    border-width: 0 2px 2px 0;
    rotate: 45deg;
    translate: 0 -0.15em;
    pointer-events: none;
  }
  option {
    background: Canvas;
    color: CanvasText;
  }
  [part='last-seen'] {
    margin-block: 0 calc(var(--_space) * 0.5);
    font-size: var(--_small);
    color: var(--_muted);
  }
  palabre-comment > :is(palabre-composer, palabre-login-prompt) {
    margin-block: calc(var(--_space) * 0.5) var(--_space);
  }
  [part='heading'] {
    flex-grow: 1;
  }
  [part='new-button'] {
    min-block-size: max(var(--_target), 2em);
    margin-block: calc((1.4em - max(var(--_target), 2em)) / 2);
    padding: 0 0.6em;
    border: 1px solid currentcolor;
    border-radius: 1em;
    background: none;
    color: var(--_link);
    font-size: var(--_small);
    font-weight: 600;
  }
  /* In the margin, where it moves nothing. */
  palabre-comment[fresh] > [part~='comment'] > [part='meta'] {
    position: relative;
  }
  palabre-comment[fresh] > [part~='comment'] > [part='meta']::before {
    content: '';
    position: absolute;
    inset-inline-start: -0.85em;
    inline-size: 0.5em;
    block-size: 0.5em;
    border-radius: 50%;
    background: var(--_accent);
  }
  [part='excerpt'] {
    display: block;
    min-block-size: var(--_target);
  }
  [part='muted'] {
    color: var(--_muted);
    font-size: 0.9em;
    font-style: italic;
  }
  [part='muted-button'] {
    min-block-size: max(var(--_target), 2em);
    padding: 0 0.3em;
    border: 0;
    background: none;
    color: var(--_link);
    font-weight: 600;
    text-decoration: underline;
  }
  @media (max-width: 26em) {
    [part='new-button'] ~ [part='sort'] > span {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
  [part='failure'] {
    padding: calc(var(--_space) * 1.5);
    margin-block-start: var(--_space);
    background: var(--_surface);
    border-radius: var(--_radius);
  }
  [part='failure'] p:first-child {
    font-weight: 600;
  }
  [part='retry'] {
    margin-block-start: var(--_space);
  }
  [part='retry'],
  [part~='more'] {
    min-block-size: max(var(--_target), 2.6em);
    padding: 0.4em 1.1em;
    border: 1px solid currentcolor;
    border-radius: var(--_radius);
    background: none;
    font-size: 0.9em;
    font-weight: 600;
    text-wrap: balance;
  }
  [part~='linked'] {
    background: var(--_mark);
    box-shadow:
      -0.75em 0 0 var(--_mark),
      0.75em 0 0 var(--_mark);
  }
  [part='quote-button'] {
    min-block-size: max(var(--_target), 1.9em);
    padding: 0 0.4em;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    background: none;
    color: var(--_link);
    font-weight: 600;
    line-height: 1.4;
  }
  [part='body'] pre {
    scrollbar-color: var(--_field) transparent;
  }
  /* For whoever is led to it. */
  [part~='comment'] {
    scroll-margin-block-start: var(--palabre-scroll-margin, 4.5em);
  }
  [part~='comment']:focus-visible {
    outline-offset: 4px;
  }
  [part~='badge'][part~='guest'] {
    color: var(--_muted);
  }
  [part~='more'][aria-disabled],
  [aria-busy='true'] > [part='header'] select {
    opacity: 0.7;
    cursor: progress;
  }
  /* Under a finger it would stay after the press, and look like a vote. */
  @media (hover: hover) {
    [part='retry']:hover,
    [part~='more']:hover {
      background: var(--_surface);
    }
    [part='excerpt']:hover,
    [part='permalink']:hover,
    [part='context']:hover {
      text-decoration: underline;
    }
    [part='reply-button']:hover {
      color: var(--_link);
      text-decoration: underline;
    }
    [part~='vote-button']:hover {
      color: var(--_link);
    }
  }
  /* A line of small text, with room around it to press. */
  [part='meta'] > a {
    --_room: max(0px, (var(--_target) - 1.4em) / 2);
    padding-block: var(--_room);
    margin-block: calc(-1 * var(--_room));
  }
  [part~='replies'] > [part='more-item'] [part='more'] {
    padding: 0.2em 0;
    border: 0;
    font-size: var(--_small);
    color: var(--_link);
  }
  @media (forced-colors: active) {
    [part~='linked'] {
      outline: 2px solid Highlight;
    }
  }
  [part='notice'] {
    position: fixed;
    inset: auto 1rem 1rem;
    z-index: 2147483000;
    display: flex;
    align-items: center;
    gap: 0.75em;
    inline-size: fit-content;
    max-inline-size: calc(100vw - 2rem);
    margin: 0 auto;
    padding-block: 0.5em;
    padding-inline: 1.1em 0.5em;
    border-radius: var(--_radius);
    background: CanvasText;
    color: Canvas;
    font-size: 0.9em;
    border: 1px solid transparent;
    box-shadow: 0 4px 18px rgb(0 0 0 / 0.25);
  }
  [part='notice'].above {
    inset-block: 1rem auto;
  }
  [part='notice'] button {
    inline-size: max(var(--_target), 2.2em);
    block-size: max(var(--_target), 2.2em);
    flex: none;
    border: 0;
    background: none;
    font-size: 1.15em;
    line-height: 1;
  }
  [part='notice'] :focus-visible {
    outline-color: currentcolor;
  }
`;
