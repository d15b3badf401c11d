import { css } from 'lit';

export const menuStyles = css`
  [part='menu-button'] {
    display: inline-grid;
    place-items: center;
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: max(var(--_target), 2em);
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: none;
  }
  [part='menu-button'] svg {
    inline-size: 1.2em;
    fill: currentcolor;
  }
  [part='menu-button'][aria-expanded='true'] {
    color: var(--_link);
  }
  [part='menu'] {
    position: absolute;
    inset: auto;
    margin: 0;
    padding: 0.35em;
    min-inline-size: 12em;
    max-inline-size: calc(100vw - 1rem);
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) * 2);
    background: var(--palabre-background, Canvas);
    color: var(--palabre-text, CanvasText);
    font-size: var(--_small);
    box-shadow: 0 4px 18px rgb(0 0 0 / 0.18);
  }
  [part~='menu-item'] {
    display: block;
    inline-size: 100%;
    min-block-size: max(var(--_target), 2.4em);
    padding: 0.3em 0.8em;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    text-align: start;
  }
  [part~='menu-item']:focus-visible {
    outline-offset: -2px;
  }
  @media (hover: hover) {
    [part='menu-button']:hover {
      color: var(--_link);
    }
    [part~='menu-item']:hover {
      background: var(--_surface);
    }
  }
  @media print {
    [part='menu-button'],
    [part='menu'] {
      display: none;
    }
  }
`;
