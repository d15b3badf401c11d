import { css } from 'lit';
import { lateBase } from '../../styles/late.js';

export const composerStyles = css`
  ${lateBase}
  :host {
    max-inline-size: var(--_measure);
    display: grid;
    inline-size: 100%;
  }
  /* The field takes the height that is kept for it. */
  form {
    display: grid;
    grid-template-rows: auto 1fr;
    gap: calc(var(--_space) * 0.4);
  }
  /* There before it is filled, so that it is said aloud; it takes no room. */
  [part='unkept']:empty,
  [part='draft']:not(:has(button)) {
    position: absolute;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 0 1.5em;
  }
  ::slotted([slot='charter']) {
    font-size: var(--_small);
    color: var(--_muted);
  }
  :is([part='guest-line'], [part='write-first'], [part='draft'], [part='drafts'], [part='unkept']) {
    min-inline-size: 0;
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='guest-name'] {
    font-weight: 600;
    color: var(--palabre-text, inherit);
  }
  label {
    font-size: 0.9em;
    font-weight: 600;
    unicode-bidi: plaintext;
  }
  /* The field and a copy of its text share a cell, so the field grows as its text does. */
  .grow {
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    max-block-size: 60svh;
    overflow: hidden;
    border: 1px solid var(--_field);
    border-radius: var(--_radius);
    font-size: var(--_typed, inherit);
  }
  .grow::after {
    content: attr(data-text) ' ';
    visibility: hidden;
  }
  .grow::after,
  textarea {
    grid-area: 1 / 1;
    min-block-size: 3em;
    padding: 0.65em 0.75em;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    line-height: inherit;
  }
  .open textarea {
    min-block-size: 6.2em;
  }
  /* Brought back, a long text moves no comment until the reader turns to it. */
  form:not(.open) .grow::after {
    content: none;
  }
  textarea {
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    border: 0;
    background: none;
    resize: none;
    overflow: auto;
  }
  textarea:focus-visible {
    outline: none;
  }
  .grow:focus-within {
    outline: 2px solid var(--_focus);
    outline-offset: 1px;
  }
  ::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  [part='error'] {
    color: var(--_danger);
    font-size: 0.9em;
    font-weight: 600;
  }
  [part='error']:empty {
    display: none;
  }
  [part='wait'] {
    font-size: 0.9em;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  [part='wait']:empty {
    display: none;
  }
  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: calc(var(--_space) * 0.5) var(--_space);
    font-size: var(--_small);
    color: var(--_muted);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em;
    margin-inline: -0.35em auto;
  }
  [part='toolbar'] {
    display: flex;
  }
  .tools button {
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    min-inline-size: max(var(--_target), 2.4em);
    min-block-size: max(var(--_target), 2.4em);
    padding: 0 0.5em;
    font-weight: 400;
    color: inherit;
  }
  .tools .strong {
    font-weight: 800;
  }
  .emphasis {
    font-family: Georgia, serif;
    font-style: italic;
  }
  svg {
    display: block;
    inline-size: 1.15em;
    block-size: 1.15em;
    margin: auto;
    fill: currentcolor;
  }
  [part='preview-button'] {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='preview-button'][aria-pressed='true'] {
    border-color: currentcolor;
    text-decoration: none;
  }
  @media (hover: hover) {
    .tools button:hover {
      background: var(--_surface);
      color: var(--palabre-text, inherit);
    }
  }
  [part='preview'] {
    padding: calc(var(--_space) * 0.75);
    border: 1px dashed var(--_field);
    border-radius: var(--_radius);
  }
  [part='preview'] [part='body'] {
    margin-block: 0;
  }
  .aside {
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part~='counter'] {
    font-variant-numeric: tabular-nums;
  }
  .spoken {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  [part~='over'] {
    color: var(--_danger);
    font-weight: 700;
  }
  :where(.foot) > button {
    min-block-size: max(var(--_target), 2.8em);
    padding: 0.3em 1.2em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    font-weight: 600;
  }
  :is([part='forget-button'], [part='discard-button']) {
    min-block-size: var(--_target);
    margin-block: min(0px, (24px - var(--_target)) / 2);
    padding: 0;
    border: 0;
    background: none;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='cancel-button'] {
    color: inherit;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='send-button'] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  @media (hover: hover) {
    [part='send-button']:hover {
      box-shadow: var(--_ring);
    }
  }
  [part='send-button'][aria-disabled='true'] {
    opacity: 0.7;
    cursor: not-allowed;
  }
  [aria-busy='true'] [part='send-button'] {
    cursor: progress;
  }
`;
