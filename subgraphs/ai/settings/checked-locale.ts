import { isSupportedCountry } from 'libphonenumber-js/min';
import { badUserInput } from '#kernel/errors/public-error.ts';
import { type Locale, NOWHERE } from './ai-settings.entity.ts';

const MOST_LANGUAGES = 20;

/** Absent or null: stays as it is. Empty: named no more. */
export interface LocaleChanges {
  readonly timeZone?: string | null | undefined;
  readonly defaultRegion?: string | null | undefined;
  readonly defaultCurrency?: string | null | undefined;
  readonly languages?: readonly string[] | null | undefined;
}

export function checkedLocale(changes: LocaleChanges, before: Locale = NOWHERE): Locale {
  const { timeZone, defaultRegion, defaultCurrency, languages } = changes;
  return {
    timeZone: timeZone == null ? before.timeZone : checkedZone(timeZone),
    defaultRegion: defaultRegion == null ? before.defaultRegion : checkedRegion(defaultRegion.trim().toUpperCase()),
    defaultCurrency: defaultCurrency == null ? before.defaultCurrency : checkedCurrency(defaultCurrency.trim().toUpperCase()),
    languages: languages == null ? before.languages : checkedLanguages(languages),
  };
}

/** As the runtime spells it: `europe/berlin` is Europe/Berlin. An offset is no zone: its clock knows no summer. */
export function checkedZone(zone: string, field = 'input.timeZone'): string {
  try {
    if (/^[a-z]/i.test(zone.trim())) return new Intl.DateTimeFormat('en', { timeZone: zone.trim() }).resolvedOptions().timeZone;
  } catch {
    // told below
  }
  throw badUserInput(field, 'timeZone must be a name of the IANA list, as Europe/Berlin or UTC.');
}

function checkedRegion(region: string): string | null {
  if (region === '' || isSupportedCountry(region)) return region || null;
  throw badUserInput('input.defaultRegion', 'defaultRegion must be a country by two letters (ISO 3166), as DE.');
}

/** Null for empty text. */
export function checkedCurrency(currency: string, field = 'input.defaultCurrency'): string | null {
  if (currency === '' || Intl.supportedValuesOf('currency').includes(currency)) return currency || null;
  throw badUserInput(field, 'A currency is named by three letters (ISO 4217), as EUR.');
}

function checkedLanguages(languages: readonly string[]): string[] | null {
  const codes = [...new Set(languages.map((code) => code.trim().toLowerCase()))];
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  if (codes.length > MOST_LANGUAGES) throw badUserInput('input.languages', `languages may name ${MOST_LANGUAGES} at most.`);
  if (codes.some((code) => !/^[a-z]{2}$/.test(code) || names.of(code) === undefined))
    throw badUserInput('input.languages', 'Each language is named by two letters (ISO 639-1), as en.');
  return codes.length === 0 ? null : codes;
}
