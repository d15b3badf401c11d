import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loadLocale, supportedLanguage } from '../../src/i18n/languages.js';
import type { Locale } from '../../src/i18n/locale.js';

const NOW = new Date(2027, 2, 17, 15, 30);
const at = (...[month, day, hour = 0, minute = 0, second = 0]: number[]): Date =>
  new Date(2027, month! - 1, day, hour, minute, second);

const said = (locale: Locale, date: Date): string =>
  locale.relativeDate(date, NOW).replace(/[\u00a0\u202f]/g, ' ');

describe('a relative date', () => {
  const cases: [date: Date, en: string, fr: string][] = [
    [NOW, 'now', 'maintenant'],
    [at(3, 17, 15, 29, 1), 'now', 'maintenant'],
    [at(3, 17, 15, 29), '1 minute ago', 'il y a 1 minute'],
    [at(3, 17, 14, 31), '59 minutes ago', 'il y a 59 minutes'],
    [at(3, 17, 14, 30), '1 hour ago', 'il y a 1 heure'],
    [at(3, 17, 0, 30), '15 hours ago', 'il y a 15 heures'],
    [at(3, 16, 9), 'yesterday', 'hier'],
    [at(3, 14, 9), '3 days ago', 'il y a 3 jours'],
    [at(3, 1, 9), 'March 1, 2027', '1 mars 2027'],
    [new Date(2019, 6, 14, 9), 'July 14, 2019', '14 juillet 2019'],
  ];
  for (const [date, en, fr] of cases) {
    it(`is "${en}", "${fr}"`, async () => {
      assert.equal(said(await loadLocale('en'), date), en);
      assert.equal(said(await loadLocale('fr'), date), fr);
    });
  }

  it('is never in the future, if a clock is slow', async () => {
    const locale = await loadLocale('en');
    for (const minutes of [1, 90, 5_000]) {
      const later = new Date(NOW.getTime() + minutes * 60_000);
      assert.equal(locale.relativeDate(later, NOW), 'now');
    }
  });
});

describe('a locale', () => {
  it('formats numbers and exact dates in its language', async () => {
    const [en, fr] = await Promise.all([loadLocale('en-GB'), loadLocale('fr')]);
    assert.equal(en.number(12_345), '12,345');
    assert.equal(fr.number(12_345), '12\u202f345');
    assert.match(en.exactDate(at(3, 1, 9, 5)), /^1 March 2027 at 0?9:05$/);
    assert.match(fr.exactDate(at(3, 1, 9, 5)), /^1 mars 2027 à 09:05$/);
  });

  const tags: [tag: string, lang: string, heading: string][] = [
    ['fr', 'fr', 'Commentaires'],
    ['fr-CA', 'fr-CA', 'Commentaires'],
    ['FR', 'FR', 'Commentaires'],
    ['en-US', 'en-US', 'Comments'],
    ['de', 'en', 'Comments'],
    ['fro', 'en', 'Comments'],
    ['', 'en', 'Comments'],
    ['en-', 'en', 'Comments'],
    ['fr_FR', 'fr-FR', 'Commentaires'],
    ['constructor', 'en', 'Comments'],
    ['x-klingon', 'en', 'Comments'],
  ];
  for (const [tag, lang, heading] of tags) {
    it(`reads "${tag}" as ${lang}`, async () => {
      const locale = await loadLocale(tag);
      assert.equal(locale.messages.heading, heading);
      assert.equal(locale.lang, lang);
    });
  }

  it('knows which languages there are', () => {
    assert.equal(supportedLanguage('fr-BE'), 'fr');
    assert.equal(supportedLanguage('pt-BR'), 'en');
  });
});
