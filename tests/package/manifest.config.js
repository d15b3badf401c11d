/** The custom elements manifest: what editors and documentation know about the elements. */
export default {
  globs: ['src/elements/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  plugins: [
    {
      name: 'published-paths',
      // The package holds no sources: each module is known by what is published of it.
      packageLinkPhase({ customElementsManifest }) {
        publish(customElementsManifest);
      },
    },
  ],
};

function publish(node) {
  for (const [key, value] of Object.entries(node)) {
    if (typeof value === 'object' && value !== null) publish(value);
    else if (typeof value === 'string') node[key] = publishedPath(value);
  }
}

function publishedPath(text) {
  return text.replace(/^(\/?)src\/(elements\/\S+)\.ts$/, '$1dist/$2.js');
}
