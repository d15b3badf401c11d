import { css } from 'lit';

export const highlightsStyles = css`
  [part='highlights'] {
    padding-block: var(--_space);
    border-block-end: 1px solid var(--_border);
  }
  [part='highlights-heading'] {
    font-size: var(--_small);
  }
  [part='highlights-list'] {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(12.5em, 100%), 1fr));
    gap: var(--_space) calc(var(--_space) * 1.4);
    list-style: none;
    margin: calc(var(--_space) * 0.5) 0 0;
    padding: 0;
    font-size: 0.9em;
  }
  [part='excerpt'] {
    text-decoration: none;
  }
  [part='highlight-meta'] {
    color: var(--_muted);
    font-size: var(--_small);
  }
`;
