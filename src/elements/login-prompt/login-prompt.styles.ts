import { css } from 'lit';

export const loginPromptStyles = css`
  :host {
    display: grid;
    align-content: center;
    gap: 0.7em;
    padding: 1.25em;
    border-radius: var(--_radius);
    background: var(--_surface);
    text-align: center;
  }
  [part='message'] {
    font-weight: 600;
  }
  [part='aside'] {
    font-size: 0.9em;
    color: var(--_muted);
  }
  a,
  button {
    font-weight: 600;
  }
  [part='subscribe-button'] {
    display: inline-block;
    padding: 0.6em 1.4em;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    text-decoration: none;
  }
  [part='subscribe-button']:hover {
    filter: brightness(1.1);
  }
  [part='login-button'] {
    display: inline-block;
    min-block-size: 24px;
    padding: 0.1em 0;
    border: 0;
    background: none;
    color: var(--palabre-text, inherit);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
`;
