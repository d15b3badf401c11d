/** Tells those who follow a topic that it changed. A listener that throws does not stop the others. */
export class Topics<Topic extends string> {
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Calls `listener` after each change of `topic` until the answer is called. */
  follow(topic: Topic, listener: () => void): () => unknown {
    const listeners = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  tell(topic: Topic): void {
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
      try {
        listener();
      } catch (error) {
        reportError(error);
      }
    }
  }
}
