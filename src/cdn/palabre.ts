import { mount, page } from './mount.js';

/*
 * What the script tag runs, as a classic script or as a module, from whatever origin. It fetches
 * all that the reader needs to see comments at once, without waiting for one to ask for the next.
 */

/** Names of files beside this one; the build fills them in. */
declare const ENTRY: string;
declare const LANGUAGES: Record<string, string>;

type LoadEvent = Event & { target: HTMLScriptElement };

const languages = LANGUAGES;
const tag = page.currentScript as HTMLScriptElement | null;

// A module's relative imports go by its own address; a classic script from another origin has none.
const folder = (tag ? new URL('.', tag.src) : './') as string;

const load = (file: string): Promise<unknown> => import(folder + file);

/** Mounts a tag and fetches its language; a wrong guess costs only time, since the thread knows. */
const show = (script: HTMLScriptElement): unknown =>
  load(
    languages[mount(script).closest<HTMLElement>('[lang]')?.lang.slice(0, 2) as string] ??
      languages['en']!,
  ).catch((error: unknown) => error);

/** The address of this script, if it is a module. */
let own: string | undefined;

// The browser's own words name the file that did not come.
load(ENTRY).catch(console.warn);

if (tag) {
  show(tag);
} else {
  // A module is evaluated once for all its tags, and is told of none; but each tag's `load` follows,
  // the first one that of the tag which evaluated it.
  page.addEventListener(
    'load' as never,
    ({ target: script }: LoadEvent) =>
      script.type === 'module' && (own ??= script.src) === script.src && show(script),
    true,
  );
}
