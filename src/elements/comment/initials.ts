/** Up to two letters or digits that stand for a name: the first of its first and last word. */
export function initials(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const picked = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  return picked.map((word) => String.fromCodePoint(word.codePointAt(0)!).toUpperCase()).join('');
}
