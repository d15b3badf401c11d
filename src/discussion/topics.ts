/** Tells those who follow a topic that it changed. A listener that throws does not stop the others. */
export class Topics<Topic extends string> {
  readonly #listeners = new Map<Topic, Set<() => void>>();

  /** Calls `listener` after each change of `topic` until the answer is called. */
  follow(topic: Topic, listener: () => void): () => void {
    let listeners = this.#listeners.get(topic);
    if (!listeners) this.#listeners.set(topic, (listeners = new Set()));
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(topic) === listeners) {
        this.#listeners.delete(topic);
      }
    };
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
