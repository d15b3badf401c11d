import { readdir, readFile } from 'node:fs/promises';

export type Files = Map<string, Buffer<ArrayBuffer>>;

/** Whatever is in a folder of the demo, by file name. */
export async function readFolder(name: string): Promise<Files> {
  const url = new URL(`../${name}/`, import.meta.url);
  const names = await readdir(url);
  const read = async (file: string) => [file, await readFile(new URL(file, url))] as const;
  return new Map(await Promise.all(names.map(read)));
}

/** Files one after the other; each name without its ending. */
export function joined(files: Files, names: readonly string[]): Buffer<ArrayBuffer> {
  return Buffer.concat(names.map((name) => files.get(`${name}.css`)!));
}

/** Puts values in for each `{{name}}` that has one. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => values[name] ?? hole);
}

/** Pages with what they have in common put in: `{{masthead}}` is `masthead.html` of the layout. */
export function layOut(pages: Files, layout: Files): Map<string, string> {
  const shared = Object.fromEntries(
    [...layout].map(([file, text]) => [file.replace('.html', ''), text.toString()]),
  );
  return new Map([...pages].map(([file, text]) => [file, fill(text.toString(), shared)]));
}
