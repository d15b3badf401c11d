import { css } from 'lit';

/**
 * What moves: little, once, and only where it says what has just happened. Text is never half seen
 * meanwhile.
 */
export const motionStyles = css`
  @media (prefers-reduced-motion: no-preference) {
    :is(a, button, select) {
      transition:
        color 0.15s,
        background-color 0.15s,
        box-shadow 0.15s;
    }
    [part~='linked'] {
      animation: palabre-found 1.6s ease-out;
    }
    [part~='vote-button']:active [part='vote-icon'] {
      translate: 0 -0.2em;
    }
    [part='vote-icon'] {
      transition: translate 0.15s ease-out;
    }
    [part='notice'] {
      animation: palabre-rise 0.2s ease-out;
    }
  }
  @keyframes palabre-found {
    from {
      background: color-mix(in oklab, var(--_accent) 18%, transparent);
    }
  }
  @keyframes palabre-rise {
    from {
      translate: 0 0.75em;
    }
  }
`;
