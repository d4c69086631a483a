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
};

/** What a message states about its sender and wish, in the order of the text. A company may be the domain inside an e-mail address; nothing else overlaps. */
export function extractEntities(text: string, context: ExtractionContext): Entity[] {
  const emails = findEmails(text);
  const phones = without(findPhones(text, context.defaultRegion), emails);
  const amounts = without(findAmounts(text), [...emails, ...phones]);
  const dates = without(findDates(text, localNow(context), context.language ?? null), [...emails, ...phones, ...amounts]);
  const quantities = without(findQuantities(text), [...emails, ...phones, ...amounts, ...dates]);
  const companies = findCompanies(text, emails);
  const products = without(context.catalogue?.find(text) ?? [], [...emails, ...phones, ...amounts, ...dates]);
  const names = without(findNames(text), [...emails, ...dates, ...companies, ...products]);
  const places = without(findPlaces(text), [...emails, ...dates, ...companies, ...products, ...names]);
  return [...emails, ...phones, ...amounts, ...dates, ...quantities, ...companies, ...products, ...names, ...places].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
}

/** The clock on the wall there, put as if it were UTC: near midnight it is another day in Auckland than in London. */
function localNow({ now, timeZone }: ExtractionContext): Date {
  if (timeZone === undefined) return now;
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(now);
  return new Date(`${wall.replace(' ', 'T')}Z`);
}

function without(found: Entity[], taken: Entity[]): Entity[] {
  return found.filter((entity) => !taken.some((other) => other.start < entity.end && entity.start < other.end));
}
