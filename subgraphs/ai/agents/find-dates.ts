import * as german from 'chrono-node/de';
import * as english from 'chrono-node/en';
import { type Entity, entityAt } from './entity.ts';

/** Parsing is the dearest step and dates far down a very long message are rare. */
const READ_CHARACTERS = 3_000;
const CLOCK = String.raw`\d{1,2}(?:[:.h ]\d{2}(?::\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|uhr)?|\s*(?:a\.?m\.?|p\.?m\.?|uhr|o'clock))`;
const DAYTIME = `(?:in (?:the|der) |am )?(?:morning|afternoon|evening|night|morgen|vormittag|nachmittag|abend|früh)`;
const TIME_TAIL = new RegExp(
  String.raw`(?:\s*,?\s*(?:(?:at|by|around|from|@|um|gegen|ab|-|–|to|until|bis)?\s*${CLOCK}|\b(?:at|um|@)\s*\d{1,2}|(?<=\S)\s${DAYTIME}))+$`,
  'iu',
);
const LEAD_IN = new RegExp(
  String.raw`^(?:(?:at|by|um)?\s*${CLOCK}\s*,?|p\.m\.|a\.m\.|in the (?:morning|afternoon|evening)|on|from|by|at|am|vom|(?:in|im)(?!\s+(?:\d|an?\b|one|two|three|four|five|six|seven|ten|zwei|drei|einer|einem)))\s+(?=\S)`,
  'iu',
);
/** Words that are more often something else when they stand alone. */
const AMBIGUOUS =
  /^(?:may|march|mar|sun|sat|mon|second|sec|now|jetzt|just now|morgens?|so|do|mo|mi|di|last|next|(?:the )?(?:week|month|year|day)|\d{1,4}\.?)$/i;
const DURATION =
  /^(?:for |within )?(?:\d+|an?|one|two|three|four|five|six|seven|ten|the|several|\d+\s?-\s?\d+)\s?(?:s|m|h|w|d|y|min|mins|minutes?|hours?|hrs?|days?|nights?|weeks?|months?|years?|yrs?|seconds?|tage?|wochen?|monate?|stunden?|jahre?)\b(?!\s+(?:ago|from|before|after|later|hence))|^\d0s$/i;
const RANGE = /\s+(?:to|until|till|through|bis|and|-|–)\s+/i;
/** Blanked to its own length before parsing, so that places in the text stay right: the parser stops at this "the". */
const ARTICLE_INSIDE = /(?<=\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}{0,6}) the (?=\d)/giu;
/** Blanked too: "from 14 June" would be fourteen o'clock. */
const LEAD_BEFORE_DAY = /\b(?:from|between|vom)(?= \d{1,2}(?:st|nd|rd|th|\.)? ?(?:of )?\p{L}{3})/giu;
/** A day by its number alone: "from the 1st to the 17th". */
const BARE_ORDINAL =
  /(?<![\p{L}\p{N}])(?<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)\b(?! (?:floor|time|street|avenue|place|edition|century|grade|birthday|generation|order|message|one)\b)/giu;

type Parsed = {
  get(part: 'year' | 'month' | 'day'): number | null;
  isCertain(part: 'day' | 'weekday' | 'month' | 'year'): boolean;
};

/** Dates of a message as days; "tomorrow" counts from `now`, in UTC, a bare weekday is the coming one. Lengths of time are not dates. */
export function findDates(text: string, now: Date, language: string | null): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  if (!/\p{L}{3}|\d/u.test(head)) return [];
  const parser = language === 'de' ? german.casual : language === 'en' || language === null ? english.casual : english.strict;
  const found: Entity[] = [];
  const add = (start: number, raw: string, when: Parsed): void => {
    if (!(['day', 'weekday', 'month', 'year'] as const).some((part) => when.isCertain(part))) return;
    let [from, to] = [start, start + raw.length];
    for (let lead = LEAD_IN.exec(head.slice(from, to)); lead !== null; lead = LEAD_IN.exec(head.slice(from, to)))
      from += lead[0].length;
    to -= /[\s,.;:-]*$/.exec(head.slice(from, to))?.[0].length ?? 0;
    const tail = TIME_TAIL.exec(head.slice(from, to))?.[0].length ?? 0;
    if (tail < to - from) to -= tail;
    const value = head.slice(from, to);
    if (value === '' || AMBIGUOUS.test(value) || DURATION.test(value) || /\p{L}/u.test(head[to] ?? '')) return;
    found.push(entityAt('date', text, from, to, isoDay(when), when.isCertain('day') || when.isCertain('weekday') ? 0.85 : 0.65));
  };

  for (const result of parser.parse(
    head.replace(ARTICLE_INSIDE, '     ').replace(LEAD_BEFORE_DAY, (word) => ' '.repeat(word.length)),
    { instant: now, timezone: 0 },
    { forwardDate: true },
  )) {
    const joint = RANGE.exec(result.text);
    if (result.end === null || result.end === undefined || joint === null) {
      add(result.index, result.text, result.start);
      continue;
    }
    add(result.index, result.text.slice(0, joint.index), result.start);
    const rest = joint.index + joint[0].length;
    add(result.index + rest, result.text.slice(rest), result.end);
  }
  for (const match of head.matchAll(BARE_ORDINAL)) {
    const end = match.index + match[0].length;
    if (found.some((entity) => entity.start < end && match.index < entity.end)) continue;
    found.push(entityAt('date', text, match.index, end, comingDay(Number(match.groups?.day), now), 0.6));
  }
  return found;
}

function isoDay(when: Parsed): string {
  const year = String(when.get('year')).padStart(4, '0');
  const month = `${year}-${String(when.get('month')).padStart(2, '0')}`;
  // "in June" is a month: a day would be made up.
  const dayKnown = when.isCertain('day') || when.isCertain('weekday') || !when.isCertain('month');
  return dayKnown ? `${month}-${String(when.get('day')).padStart(2, '0')}` : month;
}

/** The next day with this number that is not past; a month without a 31st is skipped. */
function comingDay(day: number, now: Date): string {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
  for (let ahead = 0; ; ahead++) {
    const candidate = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, day));
    if (candidate.getUTCDate() === day && candidate.getTime() >= today) return candidate.toISOString().slice(0, 10);
  }
}
