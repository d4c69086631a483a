import type { Entity } from './entity.ts';
import { findAmounts } from './find-amounts.ts';
import { findCompanies } from './find-companies.ts';
import { findDates } from './find-dates.ts';
import { findEmails } from './find-emails.ts';
import { findNames } from './find-names.ts';
import { findPhones } from './find-phones.ts';
import { findQuantities } from './find-quantities.ts';

export type ExtractionContext = {
  /** Where "tomorrow" counts from. */
  now: Date;
  /** ISO 3166 country that a phone number without a country code belongs to; null when the tenant names none. */
  defaultRegion: string | null;
  /** ISO 639-1 as detected; chooses the reading of dates. */
  language?: string | null;
};

/** What a message states about its sender and wish, in the order of the text. A company may be the domain inside an e-mail address; nothing else overlaps. */
export function extractEntities(text: string, context: ExtractionContext): Entity[] {
  const emails = findEmails(text);
  const phones = without(findPhones(text, context.defaultRegion), emails);
  const amounts = without(findAmounts(text), [...emails, ...phones]);
  const dates = without(findDates(text, context.now, context.language ?? null), [...emails, ...phones, ...amounts]);
  const quantities = without(findQuantities(text), [...emails, ...phones, ...amounts, ...dates]);
  const companies = findCompanies(text, emails);
  const names = without(findNames(text), [...emails, ...dates, ...companies]);
  return [...emails, ...phones, ...amounts, ...dates, ...quantities, ...companies, ...names].sort(
    (a, b) => a.start - b.start || b.end - a.end,
  );
}

function without(found: Entity[], taken: Entity[]): Entity[] {
  return found.filter((entity) => !taken.some((other) => other.start < entity.end && entity.start < other.end));
}
