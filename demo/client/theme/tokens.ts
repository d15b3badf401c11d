/** What a newspaper sets first; everything else follows. */
export type Basics = Partial<
  Record<'accent' | 'text' | 'font' | 'font-size' | 'radius' | 'space', string>
>;

/** The CSS that gives threads these looks; nothing of what is not chosen. */
export function cssOf(basics: Basics, scheme: string): string {
  const lines = Object.entries(basics)
    .filter(([, value]) => value)
    .map(([name, value]) => `  --palabre-${name}: ${value};`);
  const rule = lines.length ? `palabre-thread {\n${lines.join('\n')}\n}\n` : '';
  const note = scheme
    ? `/* <palabre-thread color-scheme="${scheme}">, ou data-color-scheme="${scheme}" sur la balise */\n`
    : '';
  return note + rule || '/* Rien à écrire : ce sont les valeurs par défaut. */\n';
}
