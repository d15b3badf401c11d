import { css } from 'lit';

export const voteButtonStyles = css`
  palabre-vote-button {
    display: inline-flex;
  }
  [part~='vote-button'] {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: var(--_target);
    margin: 0;
    padding: 0 0.15em;
    border: 0;
    background: none;
    font-weight: 600;
  }
  [part~='voted'] {
    color: var(--_link);
  }
  [part='vote-icon'] {
    inline-size: 0.95em;
    block-size: 0.95em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  [part~='voted'] [part='vote-icon'] {
    fill: currentcolor;
  }
  [part~='vote-count'] {
    font-variant-numeric: tabular-nums;
  }
`;
