/** A device that keeps what it is given, or refuses some of it; until {@link forgetDevice}. */
export function device(refuses: (keyof Storage)[] = []): Map<string, string> {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
  const refuse = (): never => {
    throw new DOMException('No', 'SecurityError');
  };
  for (const name of refuses) Object.defineProperty(storage, name, { get: () => refuse });
  Object.defineProperty(globalThis, 'localStorage', { value: storage, configurable: true });
  return kept;
}

export function forgetDevice(): void {
  Reflect.deleteProperty(globalThis, 'localStorage');
}
