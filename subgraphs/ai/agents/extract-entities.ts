import type { Entity } from './entity.ts';
import { findAmounts } from './find-amounts.ts';
import { findCompanies } from './find-companies.ts';
import { findDates } from './find-dates.ts';
import { findEmails } from './find-emails.ts';
import { findNames } from './find-names.ts';
import { findPhones } from './find-phones.ts';
import { findPlaces } from './find-places.ts';
import type { Catalogue } from './find-products.ts';
import { findQuantities } from './find-quantities.ts';
import { applyLexicon, type Lexicon } from './lexicon.ts';

export type ExtractionContext = {
  /** Where "tomorrow" counts from. */
  now: Date;
  /** ISO 3166 country that a phone number without a country code belongs to; null when the tenant names none. */
  defaultRegion: string | null;
  /** ISO 639-1 as detected; chooses the reading of dates. */
  language?: string | null;
  /** What the tenant sells; without it no product is found. */
  catalogue?: Catalogue | undefined;
  /** IANA time zone that days are counted in; UTC when the tenant names none. */
  timeZone?: string | undefined;
  /** ISO 4217: what an amount without a currency is in. */
  defaultCurrency?: string | null | undefined;
  /** What members said of words. */
  lexicon?: Lexicon | undefined;
};

/** What a tenant is known to mean, for every message of its own; nothing of a message itself. */
export type TenantKnowledge = Pick<ExtractionContext, 'defaultRegion' | 'timeZone' | 'defaultCurrency' | 'catalogue' | 'lexicon'>;

/** What a message states about its sender and wish, in the order of the text. A company may be the domain inside an e-mail address; nothing else overlaps. */
export function extractEntities(text: string, context: ExtractionContext): Entity[] {
  const emails = findEmails(text);
  const phones = without(findPhones(text, context.defaultRegion), emails);
  const amounts = without(findAmounts(text, context.defaultCurrency), [...emails, ...phones]);
  const dates = without(findDates(text, localNow(context), context.language ?? null), [...emails, ...phones, ...amounts]);
  const quantities = without(findQuantities(text), [...emails, ...phones, ...amounts, ...dates]);
  const companies = findCompanies(text, emails);
  const products = without(context.catalogue?.find(text) ?? [], [...emails, ...phones, ...amounts, ...dates]);
  const names = without(findNames(text), [...emails, ...dates, ...companies, ...products]);
  const places = without(findPlaces(text), [...emails, ...dates, ...companies, ...products, ...names]);
  const found = [...emails, ...phones, ...amounts, ...dates, ...quantities, ...companies, ...products, ...names, ...places];
  return applyLexicon(text, found, context.lexicon).sort((a, b) => a.start - b.start || b.end - a.end);
}

/** Making one takes longer than reading it. There are no more than zones. */
const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock on the wall there, put as if it were UTC: near midnight it is another day in Auckland than in London. */
export function localNow({ now, timeZone }: Pick<ExtractionContext, 'now' | 'timeZone'>): Date {
  if (timeZone === undefined || timeZone === 'UTC') return now;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  clocks.set(timeZone, clock);
  const wall = clock.format(now);
  return new Date(`${wall.replace(' ', 'T')}Z`);
}

function without(found: Entity[], taken: Entity[]): Entity[] {
  return found.filter((entity) => !taken.some((other) => other.start < entity.end && entity.start < other.end));
}
