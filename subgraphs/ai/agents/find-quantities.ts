import { type Entity, entityAt } from './entity.ts';

const WORD_NUMBERS: Record<string, number> = {
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  fifteen: 15,
  twenty: 20,
  thirty: 30,
  fifty: 50,
  hundred: 100,
  dozen: 12,
  zwei: 2,
  drei: 3,
  vier: 4,
  fünf: 5,
  sechs: 6,
  acht: 8,
  zehn: 10,
  zwölf: 12,
  zwanzig: 20,
  deux: 2,
  trois: 3,
  quatre: 4,
  cinq: 5,
  dix: 10,
  dos: 2,
  tres: 3,
  cuatro: 4,
  cinco: 5,
  seis: 6,
  diez: 10,
  veinte: 20,
};
const COUNTED = `people|persons?|guests?|adults?|kids|children|pax|members|users|seats?|employees|pieces?|pcs|units?|items?|boxes|packs?|bottles?|kg|kilos?|tons?|liters?|litres?|m2|personen|leute|gäste|kinder|erwachsene|stück|mitarbeiter|kisten|plätze|personnes|adultes|enfants|pièces|unités|personas|adultos|niños|unidades|piezas|rooms?|tickets?|licen[cs]es|copies`;
const NUMBER_THEN_UNIT = new RegExp(
  String.raw`(?<![\p{L}\p{N}.,:/$€£#-])(?<n>\d{1,3}(?:[.,]\d{3})+|\d{1,6}|${Object.keys(WORD_NUMBERS).join('|')})(?:\s?(?<unit>${COUNTED})\b)?(?![\p{N}%]|[.,:/-]\d)`,
  'giu',
);
const NOT_COUNTED_AFTER =
  /^\s?(?:%|st\b|nd\b|rd\b|th\b|am\b|pm\b|a\.m|p\.m|o'?clock|uhr|h\b|years?|yrs?|jahre?|ans|años|months?|weeks?|days?|nights?|hours?|hrs?|minutes?|mins?|min\b|seconds?|stars?|times?|percent|€|\$|£|usd|eur|euros?|dollars?|pounds?|k\b|gb\b|mb\b|inch|cm\b|mm\b|miles?|km\b|st(?:reet)?\b|of (?:the|my|your|our|those|these|them|us))/i;
const NAMED_BY_NUMBER =
  /(?:number|no\.?|nr\.?|#|version|page|room|table|flight|gate|line|step|chapter|size|model|iphone|galaxy|windows|code|pin|ssn|zip|ending(?: in| with)?|at|age|aged|option|part|season|episode|error|phone|is|apt|suite|unit|grade|level|route|highway|under|over|since|in)\s*$/i;
const ASKED_FOR =
  /(?:want|need|order|get|take|have|add|like|book|reserve|buy|with|and|for|send|give me|please|make(?: it)?|ordering|looking for|of|units|nehme|brauche|möchte|voudrais|quiero|para|pour|für|only|just|plus|x|we are|we're|wir sind|somos|nous sommes)\s*(?:around|about|roughly|like to|to order|a|me|us|some|another)?\s*$/i;
const READ_CHARACTERS = 6_000;

/** Counts of something wanted: a number with a unit, or a small number where an order would name one. The unit is in `normalized` only. */
export function findQuantities(text: string): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  const found: Entity[] = [];
  for (const match of head.matchAll(NUMBER_THEN_UNIT)) {
    const { n = '', unit } = match.groups as { n?: string; unit?: string };
    const spelled = WORD_NUMBERS[n.toLowerCase()];
    const count = spelled ?? Number(n.replace(/\D/g, ''));
    const before = head.slice(Math.max(0, match.index - 30), match.index);
    const after = head.slice(match.index + match[0].length, match.index + match[0].length + 20);
    if (unit === undefined) {
      if (NOT_COUNTED_AFTER.test(after) || NAMED_BY_NUMBER.test(before)) continue;
      // "order 3 burgers" is a wish, "order 4821" a reference.
      if (n.length > 3 && /order\s*$/i.test(before)) continue;
      const counts = /^\s+\p{Ll}{2,}/u.test(after) && !/^\s+(?:and|or|to|at|in|on|is|was|the|but|then|und|et|y)\b/.test(after);
      const asked = ASKED_FOR.test(before) || before.trim() === '';
      const small = count >= 1 && (spelled !== undefined || n.length <= 4);
      if (!small || /^(?:19|20)\d{2}$/.test(n)) continue;
      if (
        spelled === 1
          ? !(
              (asked || /(?:yes|is|also|finally)\s*$/i.test(before)) &&
              counts &&
              !/^\s+(?:of|more|day|thing|can|who)\b/i.test(after)
            )
          : !(counts || asked)
      )
        continue;
    }
    if (/^\s?(?:years? old|yo\b)/i.test(after)) continue;
    const normalized = unit === undefined ? String(count) : `${count} ${unit.toLowerCase()}`;
    found.push(entityAt('quantity', text, match.index, match.index + n.length, normalized, unit === undefined ? 0.6 : 0.85));
  }
  return found;
}
