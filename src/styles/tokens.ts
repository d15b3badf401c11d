import { css } from 'lit';

/**
 * The basic tokens. Text, font and size are the page's own unless it says otherwise; what is quiet
 * is mixed from the text's colour, so that it suits any background.
 *
 * A page sets `--palabre-*`; the rules here read `--_*`.
 */
export const tokens = css`
  :host {
    --_accent: var(--palabre-accent, light-dark(#a3341f, #ffab94));
    --_on-accent: var(--palabre-on-accent, light-dark(#fff, #1c1512));
    --_muted: var(--palabre-muted, color-mix(in oklab, currentcolor 78%, transparent));
    --_border: var(--palabre-border, color-mix(in oklab, currentcolor 18%, transparent));
    --_surface: var(--palabre-surface, color-mix(in oklab, currentcolor 4%, transparent));
    --_mark: var(--palabre-mark, color-mix(in oklab, var(--_accent) 9%, transparent));
    --_radius: var(--palabre-radius, 3px);
    --_small: var(--palabre-font-size-small, 0.8125em);
    --_measure: var(--palabre-measure, 68ch);
  }
`;
