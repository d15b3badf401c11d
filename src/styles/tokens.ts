import { css } from 'lit';

/**
 * The tokens that the first comments need. A page sets `--palabre-*`; the rules read `--_*`.
 *
 * Text, font and size are the page's own unless it says otherwise. Whatever else there is comes from
 * the accent, the text's colour and the space: what is quiet is mixed from the text, so that it
 * suits any background, and each such token can be set by itself as well.
 */
export const tokens = css`
  :host {
    --_accent: var(--palabre-accent, light-dark(#a3341f, #ffab94));
    --_link: var(--palabre-link, var(--_accent));
    --_focus: var(--palabre-focus, var(--_link));
    --_muted: var(--palabre-muted, color-mix(in oklab, currentcolor 78%, transparent));
    --_border: var(--palabre-border, color-mix(in oklab, currentcolor 18%, transparent));
    --_surface: var(--palabre-surface, color-mix(in oklab, currentcolor 4%, transparent));
    --_radius: var(--palabre-radius, 3px);
    --_small: var(--palabre-font-size-small, 0.8125em);
    --_measure: var(--palabre-measure, 68ch);
    --_space: var(--palabre-space, 1em);
    --_target: 24px;
  }
  @media (pointer: coarse) {
    :host {
      --_target: 44px;
    }
  }
`;
