import plugin, { type Dependency } from 'rollup-plugin-license';
import type { Plugin } from 'vite';

// Its types describe a module; what Node loads is the function alone.
const license = plugin as unknown as typeof plugin.default;

/** Says in `folder` what a build holds of other packages: their licences, and a CycloneDX list. */
export function licences(folder: string): Plugin {
  return license({
    thirdParty: {
      multipleVersions: true,
      output: [
        { file: `${folder}/LICENCES.txt`, template: licenceTexts },
        { file: `${folder}/sbom.json`, template: billOfMaterials },
      ],
    },
  }) as Plugin;
}

function licenceTexts(dependencies: Dependency[]): string {
  const texts = sorted(dependencies).map(({ name, version, license, licenseText, noticeText }) => {
    // Some packages name their licence and do not hold its text.
    const text = licenseText ?? `https://spdx.org/licenses/${license}.html`;
    return [`${name} ${version} (${license})`, text, noticeText].filter(Boolean).join('\n\n');
  });
  return `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function billOfMaterials(dependencies: Dependency[]): string {
  const components = sorted(dependencies).map(({ name, version, license }) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name!.replace('@', '%40')}@${version}`,
    licenses: [{ license: { id: license } }],
  }));
  return JSON.stringify(
    { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, components },
    null,
    2,
  );
}

function sorted(dependencies: Dependency[]): Dependency[] {
  return [...dependencies].sort((a, b) => (a.name! < b.name! ? -1 : 1));
}
