import type { Need, Site } from './site.js';

/** Adds a test; it runs only where the backend has what the test needs. */
export type DefineTest = <N extends Need>(
  name: string,
  needs: readonly N[],
  body: (site: Site<N>) => Promise<void> | void,
) => void;
