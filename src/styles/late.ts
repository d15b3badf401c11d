import { css } from 'lit';

/**
 * What only those need who write, press or look closer: more tokens, and what holds for every
 * control. Black or white on the accent, whichever WCAG's luminance says is read more easily.
 */
export const lateBase = css`
  :host {
    --_on-accent: var(
      --palabre-on-accent,
      color(
        from var(--_accent) xyz clamp(0, (0.18 - y) * 999, 0.95) clamp(0, (0.18 - y) * 999, 1)
          clamp(0, (0.18 - y) * 999, 1.08)
      )
    );
    --_danger: var(--palabre-danger, light-dark(#b3001b, #ff9aa2));
    --_field: var(--palabre-field-border, color-mix(in oklab, currentcolor 55%, transparent));
    --_mark: var(--palabre-mark, color-mix(in oklab, var(--_accent) 9%, transparent));
    --_ring: 0 0 0 3px color-mix(in oklab, var(--_accent) 25%, transparent);
  }
  /* Our words keep their order on a page that is read the other way, and their side. */
  :where(p:not([dir]), span, time, button) {
    unicode-bidi: plaintext;
  }
  :where(p:not([dir]), span, time) {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  /* Tabbed to, nothing stays hidden under a header or a notice that is fixed on the page. */
  :is(a, button, select, input) {
    scroll-margin-block: var(--palabre-scroll-margin, 4.5em) 4.5em;
  }
  /* Pressed twice, they are pressed twice: the page does not grow. */
  :is(a, button, select, input, textarea) {
    touch-action: manipulation;
  }
  /* Where a finger types, some browsers enlarge the page around a field whose text is smaller. */
  @media (pointer: coarse) {
    :host {
      --_typed: max(1em, 16px);
    }
  }
  @media (prefers-contrast: more) {
    :host {
      --_muted: currentcolor;
      --_border: currentcolor;
      --_field: currentcolor;
    }
    a {
      text-decoration: underline !important;
    }
  }
`;
