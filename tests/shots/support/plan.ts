import type { EngineName } from '../../browsers/find.js';
import { STATE_NAMES, STATES, type StateName } from '../page/states.js';
import { LANGUAGES, type Language } from '../page/words.js';
import type { Sight } from './camera.js';
import { SCHEMES, type Scheme } from './page.js';

const WIDTHS = [320, 768, 1280] as const;

export interface Shot {
  state: StateName;
  /** CSS pixels. */
  width: number;
  scheme: Scheme;
  language: Language;
}

/** Every state in Chromium, the main ones elsewhere; of these, only those that are asked for. */
export function shotsOf(engine: EngineName, only: readonly StateName[]): Shot[] {
  return STATE_NAMES.filter((state) => only.length === 0 || only.includes(state))
    .filter((state) => engine === 'chromium' || STATES[state].isMain)
    .flatMap((state) =>
      LANGUAGES.flatMap((language) =>
        WIDTHS.flatMap((width) => SCHEMES.map((scheme) => ({ state, width, scheme, language }))),
      ),
    );
}

/**
 * Whether there is a picture to compare it with: of the main states at the narrowest and the widest,
 * and of one of them in the other languages.
 */
export function isReferred({ state, width, language }: Shot): boolean {
  if (!STATES[state].isMain || width === 768) return false;
  return language === 'fr' || state === 'reading';
}

/** The name of its file. */
export function nameOf({ state, width, scheme, language }: Shot): string {
  return `${state}-${width}-${scheme}-${language}.png`;
}

export function sightOf({ state, width, scheme, language }: Shot, origin: string): Sight {
  const { isWindow = false, leadsTo } = STATES[state];
  const hash = leadsTo ? `#palabre-${leadsTo}` : '';
  const url = `${origin}/?${new URLSearchParams({ state, language, scheme })}${hash}`;
  return { url, width, isWindow };
}
