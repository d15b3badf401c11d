import { css } from 'lit';

/** What every root of ours begins with. */
export const baseStyles = css`
  :host {
    display: block;
    font-size: var(--palabre-font-size, inherit);
    color: var(--palabre-text, inherit);
    font-family: var(--palabre-font, inherit);
  }
  /* Inside, where a page's rule for everything does not reach. */
  :host > * {
    overflow-wrap: anywhere;
    text-align: start;
    text-indent: 0;
    text-transform: none;
    white-space: normal;
    line-height: var(--palabre-line-height, 1.55);
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  p,
  h2 {
    margin: 0;
  }
  a {
    color: inherit;
    text-underline-offset: 0.18em;
    text-decoration-thickness: 1px;
  }
  button,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  button {
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_focus);
    outline-offset: 2px;
  }
`;
