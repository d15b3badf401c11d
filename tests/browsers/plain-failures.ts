/*
 * The runner sends what an assertion had expected and what it got as JSON. An element is not to be
 * had as JSON: nothing would be sent, and the whole file would end by its time limit. So what
 * cannot be sent is left out here; the message of the assertion shows it.
 */
declare const mocha: { rootHooks(hooks: { afterEach(this: Mocha.Context): void }): void };

mocha.rootHooks({
  afterEach() {
    const error = this.currentTest?.err as { expected?: unknown; actual?: unknown } | undefined;
    if (!error) return;
    if (!isSendable(error.expected)) error.expected = undefined;
    if (!isSendable(error.actual)) error.actual = undefined;
  },
});

function isSendable(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}
