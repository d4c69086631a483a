import * as german from 'chrono-node/de';
import * as english from 'chrono-node/en';
import { type Entity, entityAt } from './entity.ts';

/** Parsing is the dearest step and dates far down a very long message are rare. */
const READ_CHARACTERS = 3_000;
const TIME_TAIL = /(?:\s*,?\s*(?:at|by|around|from|@|um|gegen|ab|-|–|to|until|bis)?\s*\d{1,2}(?:(?:[:.h]\d{2}(?::\d{2})?)\s*(?:a\.?m\.?|p\.?m\.?|uhr)?|\s*(?:a\.?m\.?|p\.?m\.?|uhr|o'clock)))+$/iu;
const TIME_HEAD = /^(?:(?:at|by|um)?\s*\d{1,2}(?:(?:[:.]\d{2})\s*(?:am|pm|uhr)?|\s*(?:am|pm|uhr))\s*,?\s*(?:on|am|-)?\s*)/iu;
/** Words that are more often something else when they stand alone. */
const AMBIGUOUS = /^(?:may|march|mar|sun|sat|mon|second|sec|now|jetzt|just now|morgens?|so|do|mo|mi|di|this second|last|next|(?:the )?(?:morning|afternoon|evening|night)|\d{1,4})$/i;

/** Dates of a message as days; "tomorrow" counts from `now`, in UTC, and a bare weekday is the coming one. */
export function findDates(text: string, now: Date, language: string | null): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  if (!/\p{L}{3}|\d/u.test(head)) return [];
  const parser = language === 'de' ? german.casual : language === 'en' || language === null ? english.casual : english.strict;
  const reference = { instant: now, timezone: 0 };
  const found: Entity[] = [];
  for (const result of parser.parse(head, reference, { forwardDate: true })) {
    const dated = (['day', 'weekday', 'month', 'year'] as const).some((part) => result.start.isCertain(part));
    if (!dated) continue;
    const raw = result.text;
    const lead = TIME_HEAD.exec(raw)?.[0].length ?? 0;
    const tail = TIME_TAIL.exec(raw)?.[0].length ?? 0;
    const trimmed = lead + tail < raw.length ? raw.slice(lead, raw.length - tail) : raw;
    const value = trimmed.trim();
    const start = result.index + (trimmed === raw ? 0 : lead) + (trimmed.length - trimmed.trimStart().length);
    if (AMBIGUOUS.test(value) || head.slice(start, start + value.length) !== value) continue;
    const sure = result.start.isCertain('day') || result.start.isCertain('weekday');
    found.push(entityAt('date', text, start, start + value.length, isoDay(result.start), sure ? 0.85 : 0.65));
  }
  return found;
}

function isoDay(parts: { get(part: 'year' | 'month' | 'day'): number | null; isCertain(part: 'day' | 'weekday' | 'month'): boolean }): string {
  const year = String(parts.get('year')).padStart(4, '0');
  const month = `${year}-${String(parts.get('month')).padStart(2, '0')}`;
  // "in June" is a month: a day would be made up.
  const dayKnown = parts.isCertain('day') || parts.isCertain('weekday') || !parts.isCertain('month');
  return dayKnown ? `${month}-${String(parts.get('day')).padStart(2, '0')}` : month;
}
