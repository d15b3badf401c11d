import { css } from 'lit';

export const commentStyles = css`
  palabre-comment {
    display: block;
  }
  [part~='list'] {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  [part~='replies'] {
    margin-inline-start: 0.15em;
    padding-inline-start: var(--palabre-indent, clamp(calc(var(--_space) * 0.7), 3.2vw, calc(var(--_space) * 1.4)));
    border-inline-start: 1px solid var(--_border);
  }
  /* The room of one whose turn has not come; unseen, it may move, and with it the footer stays away. */
  .waiting {
    display: contents;
  }
  [part='list'] > * > palabre-comment:empty {
    block-size: 9em;
    visibility: hidden;
  }
  [part='list'] > * > palabre-comment:not(:empty) {
    padding-block: calc(var(--_space) * 0.5);
    border-block-end: 1px solid var(--_border);
  }
  /*
   * Where the reading position is kept when what was guessed above it turns out otherwise; and not the
   * first ones, since what is in the window at once would be shown for a frame as high as guessed.
   */
  @supports (overflow-anchor: auto) {
    [part='list'] > :nth-child(n + 9) > palabre-comment:not(:empty) {
      content-visibility: auto;
      contain-intrinsic-block-size: auto 9em;
      overflow-clip-margin: 1em;
    }
  }
  [part~='comment'] {
    padding-block: calc(var(--_space) * 0.7) calc(var(--_space) * 0.5);
  }
  [part~='replies'] [part~='comment'] {
    padding-block: calc(var(--_space) * 0.5) calc(var(--_space) * 0.35);
  }
  [part='meta'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.6em;
    font-size: var(--_small);
    line-height: 1.4;
  }
  [part='meta'] > :is(a, [part='status'], [part='avatar']) {
    color: var(--_muted);
  }
  [part~='avatar'] {
    display: inline-grid;
    place-items: center;
    inline-size: 2.15em;
    block-size: 2.15em;
    border-radius: 50%;
    object-fit: cover;
    border: 1px solid var(--_border);
    font-size: 0.85em;
    font-weight: 600;
  }
  [part='author'] {
    max-inline-size: 80%;
    font-size: 1.1em;
    font-weight: 700;
  }
  [part~='badge'],
  [part='picked'] {
    padding-inline: 0.45em;
    border: 1px solid currentcolor;
    border-radius: var(--_radius);
    color: var(--_link);
    font-size: 0.9em;
    font-weight: 600;
  }
  [part='picked'] {
    border: 0;
    padding: 0;
  }
  [part='permalink'],
  [part='context'] {
    text-decoration: none;
  }
  [part='body'] {
    max-inline-size: var(--_measure);
    margin-block: calc(var(--_space) * 0.35) calc(var(--_space) * 0.5);
    /* A pile of combining marks stays within its own comment. */
    overflow: clip;
    overflow-clip-margin: 0.5em;
  }
  [part='body'] > :first-child {
    margin-block-start: 0;
  }
  [part='body'] > :last-child {
    margin-block-end: 0;
  }
  [part='body'] :is(p, ul, ol, blockquote, pre) {
    margin-block: calc(var(--_space) * 0.7);
  }
  [part='body'] :is(ul, ol) {
    padding-inline: 1.5em;
  }
  [part='body'] p {
    text-wrap: pretty;
  }
  [part='body'] ul {
    list-style-type: disc;
  }
  [part='body'] li {
    margin-block: 0.2em;
  }
  [part='body'] blockquote {
    margin-inline: 0;
    padding-inline-start: 0.9em;
    border-inline-start: 3px solid var(--_border);
    color: var(--_muted);
  }
  [part='body'] blockquote blockquote {
    color: inherit;
  }
  [part='body'] a {
    color: var(--_link);
  }
  [part='body'] :is(code, pre) {
    font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 0.875em;
    background: var(--_surface);
  }
  [part='body'] code {
    padding: 0.1em 0.25em;
    border-radius: var(--_radius);
  }
  [part='body'] pre {
    padding: 0.75em 1em;
    overflow-x: auto;
    border-radius: var(--_radius);
  }
  [part='body'] pre code {
    padding: 0;
    font-size: 1em;
    background: none;
  }
  [part='tombstone'] {
    color: var(--_muted);
    font-size: 0.9em;
    font-style: italic;
  }
  [part='tombstone'] [part='permalink'] {
    font-style: normal;
    white-space: nowrap;
  }
  [part='actions'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 1.1em;
    /* What can be done with a comment comes late, and nothing moves. */
    min-block-size: max(var(--_target), 1.9em);
    font-size: var(--_small);
    line-height: 1.75em;
    color: var(--_muted);
  }
  [part='reply-button'] {
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: var(--_target);
    margin: 0;
    padding: 0 0.15em;
    border: 0;
    background: none;
    font-weight: 600;
  }
  [part='more-item'] {
    padding-block: 0.75em;
  }
`;
