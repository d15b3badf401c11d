import { supportedLanguage } from './languages.js';

// One text is not worth a file to fetch.
const HEADINGS: Record<string, string> = {
  en: 'Latest comments',
  fr: 'Derniers commentaires',
};

/** What stands above a site's latest comments. */
export function latestHeading(lang: string): string {
  return HEADINGS[supportedLanguage(lang)]!;
}
