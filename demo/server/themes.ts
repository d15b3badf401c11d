/** The pages that show the same discussion in other clothes, by the names of their files. */
const THEMES: Record<string, string> = {
  broadsheet: 'L’Observateur des Plaines',
  tech: 'octet',
  magazine: 'Nocturne',
  local: 'Coucou Orvenay',
};

export function isPageOfTheme(file: string): boolean {
  return file.replace(/\.html$/, '') in THEMES;
}

/** Leads from each of them to the others, and home. */
export function themeLinks(path: string): string {
  const links = Object.entries(THEMES).map(([name, title]) => {
    const here = path === `/themes/${name}` ? ' aria-current="page"' : '';
    return `<a href="/themes/${name}"${here}>${title}</a>`;
  });
  return `<footer class="themes">
      <p>La même discussion, habillée par quatre journaux imaginaires, en variables CSS et
        <code>::part()</code> : ${links.join(', ')}.</p>
      <p><a href="/theme">Composer le vôtre</a> · <a href="/">Revenir à La Margelle</a></p>
    </footer>`;
}
