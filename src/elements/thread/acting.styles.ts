import { css } from 'lit';

/** Votes against, what is asked after a login, closing the discussion, and authors that lead somewhere. */
export const actingStyles = css`
  [part='close-thread-button'] {
    min-block-size: max(var(--_target), 2em);
    margin-block: calc((1.4em - max(var(--_target), 2em)) / 2);
    padding: 0;
    border: 0;
    background: none;
    color: var(--_link);
    font-size: var(--_small);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part~='down-button'] {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    min-block-size: max(var(--_target), 1.9em);
    min-inline-size: max(var(--_target), 1.9em);
    margin: 0;
    padding: 0 0.3em;
    border: 0;
    background: none;
    font-weight: 600;
  }
  /* Both votes stand as one; what follows keeps its distance. */
  palabre-vote-button + [part~='down-button'] {
    margin-inline-start: -0.7em;
  }
  [part='confirm'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(var(--_space) * 0.5);
    margin-block: calc(var(--_space) * 0.5) var(--_space);
    padding: calc(var(--_space) * 0.75);
    border-radius: var(--_radius);
    background: var(--_surface);
  }
  [part='confirm'] p {
    flex: 1 1 12em;
  }
  :is([part='confirm-button'], [part='give-up-button']) {
    min-block-size: max(var(--_target), 2.6em);
    padding: 0.3em 1.1em;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: none;
    font-size: 0.9em;
    font-weight: 600;
  }
  [part='confirm-button'] {
    background: var(--_accent);
    color: var(--_on-accent);
  }
  [part='give-up-button'] {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  [part='author-link'] {
    color: inherit;
    text-decoration: none;
  }
  @media (hover: hover) {
    [part='author-link']:hover {
      text-decoration: underline;
    }
    [part~='down-button']:hover {
      color: var(--_link);
    }
  }
`;
