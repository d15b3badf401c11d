/**
 * What a reader asks for. It bubbles out of every shadow root and can be prevented: then the page
 * has taken it over and nothing else happens. Otherwise the thread acts once the dispatch is over
 * and `outcome` settles with the result.
 */
export class PalabreRequestEvent<Detail> extends Event {
  readonly detail: Detail;
  /** Rejects with a `PalabreError` when the wish could not be fulfilled. */
  readonly outcome: Promise<void>;
  #settle!: (outcome: Promise<void>) => void;

  constructor(type: string, detail: Detail) {
    super(type, { bubbles: true, composed: true, cancelable: true });
    this.detail = detail;
    this.outcome = new Promise((resolve) => (this.#settle = resolve));
    // Whoever does not care about the outcome need not handle it.
    this.outcome.catch(() => undefined);
  }

  /** For the element that acts on the request. */
  settle(outcome: Promise<void>): void {
    this.#settle(outcome);
  }
}
