import { css } from 'lit';

/** What waits to be sent, and what was not accepted: quiet, and where it belongs. */
export const outboxStyles = css`
  [part~='state'] {
    font-style: italic;
  }
  [part~='refused'] {
    color: var(--_danger);
    font-style: normal;
  }
  .unmade,
  .unmade ~ [part='reply-button'] {
    display: none;
  }
  :is([part='state-edit-button'], [part='state-discard-button'], [part='outbox-button']) {
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: var(--_target);
    padding: 0 0.15em;
    border: 0;
    border-radius: var(--_radius);
    background: none;
    color: var(--_link);
    font-size: inherit;
    font-weight: 600;
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='tombstone'] :is([part~='state'], [part^='state-']) {
    margin-inline-start: 0.5em;
  }
  [part='tombstone'] [part^='state-'] {
    font-style: normal;
  }
  [part='state-source'] {
    display: block;
    margin-block-start: 0.5em;
    padding-inline-start: 0.75em;
    border-inline-start: 3px solid var(--_border);
    font-style: normal;
    overflow-wrap: anywhere;
    quotes: none;
    white-space: pre-wrap;
  }
  /* Below the rest of the header. */
  :is([part='outbox'], [part='outbox-button']) {
    order: 1;
    flex: 1 0 100%;
    margin: 0;
    font-size: var(--_small);
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  [part='outbox'] {
    color: var(--_muted);
  }
  @media print {
    :is([part~='state'], [part='outbox'], [part^='state-'], [part='outbox-button']) {
      display: none;
    }
  }
`;
