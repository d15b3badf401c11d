import { loadLocale } from './languages.js';
import type { Locale } from './locale.js';

const locales = new Map<string, Promise<Locale>>();

/** As `loadLocale`, once for all that ask for a language: many small elements stand on one page. */
export function sharedLocale(lang: string): Promise<Locale> {
  const known = locales.get(lang);
  if (known) return known;
  const loading = loadLocale(lang);
  locales.set(lang, loading);
  loading.catch(() => locales.delete(lang));
  return loading;
}
