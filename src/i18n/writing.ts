import { supportedLanguage } from './languages.js';
import type { Locale } from './locale.js';
import type { WritingMessages } from './messages.js';

const LANGUAGES: Record<string, () => Promise<{ messages: WritingMessages }>> = {
  en: () => import('./en-writing.js'),
  fr: () => import('./fr-writing.js'),
};

/** Completes a locale with what it takes to write. */
export async function loadWriting(locale: Locale): Promise<WritingMessages> {
  const { messages } = await LANGUAGES[supportedLanguage(locale.lang)]!();
  return (locale.writing = messages);
}
