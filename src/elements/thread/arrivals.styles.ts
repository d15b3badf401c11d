import { css } from 'lit';

/** What says how many comments wait. */
export const arrivalsStyles = css`
  /* Without a height, and without a line in it: nothing moves, and margins go through it. */
  .arrivals {
    position: sticky;
    inset-block-start: calc(var(--palabre-scroll-margin, 0.75em) + 1.2em);
    z-index: 1;
    block-size: 0;
  }
  [part='arrivals-button'] {
    position: absolute;
    inset-inline: 0;
    inline-size: fit-content;
    min-block-size: max(var(--_target), 2.4em);
    margin: 0 auto;
    padding: 0 1.1em;
    /* On the line above the first comment, whose name it leaves in sight. */
    translate: 0 -50%;
    border: 1px solid transparent;
    border-radius: 2em;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: var(--_small);
    font-weight: 600;
    box-shadow: 0 2px 10px rgb(0 0 0 / 0.25);
  }
  [part='arrivals-button']:focus-visible {
    outline-offset: 2px;
  }
  [part='branch-arrivals-button'] {
    min-block-size: max(var(--_target), 1.9em);
    padding: 0 0.6em;
    border: 1px solid currentcolor;
    border-radius: 1em;
    background: none;
    color: var(--_link);
    font-weight: 600;
  }
  :is([part='tombstone'], [part='muted']) [part='branch-arrivals-button'] {
    margin-inline-start: 0.5em;
    font-style: normal;
  }
  @media print {
    [part$='arrivals-button'] {
      display: none;
    }
  }
`;
