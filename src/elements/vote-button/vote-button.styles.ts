import { css } from 'lit';

export const voteButtonStyles = css`
  palabre-vote-button {
    display: inline-flex;
  }
  [part~='vote-button'] {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: max(24px, 1.9em);
    margin: 0;
    padding: 0 0.15em;
    border: 0;
    background: none;
    font-weight: 600;
  }
  [part~='vote-button']:hover {
    color: var(--_accent);
  }
  [part~='voted'] {
    color: var(--_accent);
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
  @media (pointer: coarse) {
    [part~='vote-button'] {
      min-block-size: 44px;
      min-inline-size: 44px;
    }
  }
`;
