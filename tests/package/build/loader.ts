import { build, type Plugin, type Rolldown } from 'vite';

/** Library mode leaves white space in, for bundlers to come. None comes after this one. */
export const MINIFY = { compress: true, mangle: true, codegen: { removeWhitespace: true } };

/**
 * Adds the script tag's loader to a build: `source`, with the names of the files that it has to
 * fetch in place of its `ENTRY` and `LANGUAGES`.
 */
export function loader(source: string, fileName: string): Plugin {
  return {
    name: 'palabre:loader',
    async generateBundle(_, bundle) {
      this.emitFile({
        type: 'asset',
        fileName,
        source: await bundleLoader(source, namesIn(bundle)),
      });
    },
  };
}

function namesIn(bundle: Rolldown.OutputBundle): Record<string, string> {
  const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
  const [entry, ...others] = chunks.filter(({ isEntry }) => isEntry);
  if (!entry || others.length || entry.imports.length) {
    throw new Error('The reading path has to be one file: the loader fetches no other');
  }
  const languages = chunks.flatMap(({ facadeModuleId, fileName }) => {
    const language = /\/src\/i18n\/([a-z]{2,3})\.ts$/.exec(facadeModuleId ?? '')?.[1];
    return language ? [[language, fileName]] : [];
  });
  return {
    ENTRY: JSON.stringify(entry.fileName),
    LANGUAGES: JSON.stringify(Object.fromEntries(languages)),
  };
}

async function bundleLoader(source: string, define: Record<string, string>): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    define,
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: source, formats: ['es'] },
      rolldownOptions: { output: { minify: MINIFY } },
    },
  });
  const [{ output }] = result as unknown as [Rolldown.RolldownOutput];
  // A classic script shares its names with the page; a function of its own keeps them to itself.
  return `(()=>{${output[0].code.trim().replace(/;$/, '')}})()`;
}
