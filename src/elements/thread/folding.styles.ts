import { css } from 'lit';

/** A comment whose end is not shown: 18 lines, the last ones fading. */
export const foldingStyles = css`
  @media not print {
    [part='body'].folded {
      max-block-size: 28em;
      max-block-size: 18lh;
      overflow: hidden;
      /* Nothing in it moves but what is led to. */
      overflow-anchor: none;
      mask-image: linear-gradient(#000 calc(100% - 4.5em), transparent);
    }
  }
  [part='read-on'] {
    min-block-size: max(var(--_target), 2.2em);
    min-inline-size: var(--_target);
    margin-block-end: calc(var(--_space) * 0.35);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_link);
    font-size: 0.9em;
    font-weight: 600;
  }
  @media (hover: hover) {
    [part='read-on']:hover {
      text-decoration: underline;
    }
  }
  @media (forced-colors: active) {
    [part='body'].folded {
      mask-image: none;
    }
  }
  @media print {
    [part='read-on'] {
      display: none;
    }
  }
`;
