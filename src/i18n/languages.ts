import { createLocale, type Locale } from './locale.js';
import type { Messages } from './messages.js';

const LANGUAGES: Record<string, () => Promise<{ messages: Messages }>> = {
  en: () => import('./en.js'),
  fr: () => import('./fr.js'),
};

/** The language that there are messages for: the same, without its region, or else English. */
export function supportedLanguage(lang: string): string {
  const base = lang.toLowerCase().split(/[-_]/)[0]!;
  return Object.hasOwn(LANGUAGES, base) ? base : 'en';
}

/** A locale for a BCP 47 tag; an unknown or malformed one reads as English. */
export async function loadLocale(lang: string): Promise<Locale> {
  const base = supportedLanguage(lang);
  const { messages } = await LANGUAGES[base]!();
  try {
    return createLocale(
      lang.toLowerCase().startsWith(base) ? lang.replaceAll('_', '-') : base,
      messages,
    );
  } catch {
    return createLocale(base, messages);
  }
}
