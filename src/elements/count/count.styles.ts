import { css } from 'lit';

export const countStyles = css`
  :host {
    display: inline-block;
  }
  :host([hidden]) {
    display: none;
  }
  /* Our words keep their order on a page that is read the other way. */
  [part='count'],
  [part='fallback'] {
    unicode-bidi: plaintext;
  }
`;
