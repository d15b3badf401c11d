import { css } from 'lit';

/** What nobody can see in the first frame. */
export const lateStyles = css`
  [part='sort'] {
    font-size: var(--_small);
    color: var(--_muted);
  }
  [part='sort'] select {
    min-block-size: max(24px, 2em);
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
  palabre-comment > :is(palabre-composer, palabre-login-prompt) {
    margin-block: 0.5em 1em;
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
  [part~='linked'] {
    background: var(--_mark);
    box-shadow:
      -0.75em 0 0 var(--_mark),
      0.75em 0 0 var(--_mark);
  }
  [part~='comment']:focus-visible {
    outline-offset: 4px;
  }
  [part~='badge'][part~='guest'] {
    color: var(--_muted);
  }
  [part='permalink']:hover,
  [part='context']:hover {
    text-decoration: underline;
  }
  [part='reply-button']:hover {
    color: var(--_accent);
    text-decoration: underline;
  }
  [part~='replies'] > [part='more-item'] [part='more'] {
    padding: 0.2em 0;
    border: 0;
    font-size: var(--_small);
    color: var(--_accent);
  }
  @media print {
    [part='list'] > :nth-child(n + 9) > palabre-comment:not(:empty) {
      content-visibility: visible;
    }
  }
  @media (forced-colors: active) {
    [part~='linked'] {
      outline: 2px solid Highlight;
    }
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
    padding-block: 0.5em;
    padding-inline: 1.1em 0.5em;
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
`;
