import { css } from 'lit';

/** On paper: what is loaded, when it was written, where it is found; nothing to press. */
export const printStyles = css`
  @media print {
    :host([color-scheme]) {
      color-scheme: light;
      padding: 0;
      background: none;
    }
    [part='list'] > :nth-child(n + 9) > palabre-comment:not(:empty) {
      content-visibility: visible;
    }
    .place,
    palabre-composer,
    palabre-login-prompt,
    [part='sort'],
    [part='retry'],
    [part='notice'],
    [part='more-item'],
    [part='reply-button'],
    [part~='vote-button'] > span:not([part]),
    [part~='vote-button']:not(:has([part~='vote-count'])) {
      display: none;
    }
    [part~='comment'] {
      break-inside: avoid;
      background: none;
      box-shadow: none;
    }
    [part='meta'] {
      break-after: avoid;
    }
    /* "Two hours ago" is soon wrong on paper. */
    [part='time'] {
      font-size: 0;
    }
    [part='time']::after {
      content: attr(title);
      font-size: 9pt;
    }
    [part='list'] > * > palabre-comment > * > [part='meta'] > [part='permalink']::after {
      content: ' – ' attr(href);
      font-size: 7pt;
      overflow-wrap: anywhere;
    }
    [part='body'] a[href^='http']::after {
      content: ' (' attr(href) ')';
      font-size: 0.8em;
      overflow-wrap: anywhere;
    }
  }
`;
