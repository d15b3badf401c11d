import { css } from 'lit';

/** What hides the replies to a comment. */
export const branchesStyles = css`
  /* It has no height, and the browser's search finds what is in it. */
  [part~='replies'][hidden='until-found'] {
    display: block !important;
    content-visibility: hidden;
  }
  [part='collapse-button'] {
    display: inline-flex;
    align-items: center;
    gap: 0.3em;
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: var(--_target);
    padding: 0 0.15em;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    font-variant-numeric: tabular-nums;
  }
  [part='collapse-button'] svg {
    inline-size: 1em;
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.8;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [part='collapse-button'][aria-expanded='false'] {
    color: var(--_link);
    font-weight: 600;
  }
  [part='collapse-button'][aria-expanded='false'] svg {
    rotate: -90deg;
  }
  [part='collapse-button'][aria-expanded='false']:dir(rtl) svg {
    rotate: 90deg;
  }
  /* In a narrow window the row stays one line when it comes. */
  @media (max-width: 36em) {
    [part='collapse-button'],
    [part='collapse-button'] + [part='menu-button'] {
      margin-inline: -0.5em;
    }
  }
  @media (hover: hover) {
    [part='collapse-button']:hover {
      color: var(--_link);
      text-decoration: underline;
    }
  }
  @media print {
    [part='collapse-button'] {
      display: none;
    }
  }
  [part='tombstone'] [part='collapse-button'] {
    margin-inline-start: 0.5em;
    font-style: normal;
  }
`;
