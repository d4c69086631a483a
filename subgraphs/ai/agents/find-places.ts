import { type Entity, entityAt } from './entity.ts';

const READ_CHARACTERS = 4_000;
const LANGUAGES = ['en', 'de', 'fr', 'es'];
/** Names of countries and cities that are more often something else. */
const OFTEN_ELSE = new Set(
  'chad jordan georgia guinea niger togo cuba turkey mali oman china lima victoria nome denver phoenix jersey guernsey easter midway wake center louisville juan eire gmt utc est mst hst zulu israel america indiana general north south west east central pacific mountain eastern navajo singapore samoa knox reunion monaco man nelson darwin adelaide sydney vincent christmas palmer canary troll davis casey syowa vostok rothera mawson mcmurdo mountain samara creston dawson nipigon regina winamac vevay marengo'.split(
    ' ',
  ),
);
const PLACE_CUE = /\b(?:in|to|from|near|around|outside|within|nach|aus|bei|à|en|au|aux|de|a)\s+$/iu;
/** Names of countries in four languages with their ISO 3166 codes, and of the cities that time zones are named for (both ship with ICU). */
const PLACES: ReadonlyMap<string, string> = gatherPlaces();

function gatherPlaces(): Map<string, string> {
  const places = new Map<string, string>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    const city = zone.split('/').at(-1)?.replaceAll('_', ' ') ?? '';
    if (/^\p{L}[\p{L} ]{3,}$/u.test(city)) places.set(city.toLowerCase(), city);
  }
  for (const language of LANGUAGES) {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    for (let first = 65; first <= 90; first++) {
      for (let second = 65; second <= 90; second++) {
        const code = String.fromCharCode(first, second);
        const name = names.of(code);
        // codes that ICU keeps for groups of countries and for nobody
        if (!name || /^(?:EU|EZ|UN|QO|XA|XB|ZZ|AC|TA|DG|CP|IC|EA)$/.test(code)) continue;
        // a country that is no more has the name of the one that followed it, in some languages
        if (Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`) places.set(name.toLowerCase(), code);
      }
    }
  }
  for (const [name, code] of [
    ['turkey', 'TR'],
    ['uk', 'GB'],
    ['u.k.', 'GB'],
    ['usa', 'US'],
    ['england', 'GB'],
    ['scotland', 'GB'],
    ['wales', 'GB'],
    ['holland', 'NL'],
    ['uae', 'AE'],
  ] as const)
    places.set(name, code);
  return places;
}

const LONGEST_PLACE_WORDS = 3;
const TOKEN = /[\p{L}][\p{L}'’.-]*/gu;

/** Countries and large cities, as one of four languages writes them. What is not in the list is not guessed at: cue phrases alone were wrong
 * more often than right on messages of others. A country's value is its code. */
export function findPlaces(text: string): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  const found: Entity[] = [];
  const isFree = (start: number, end: number): boolean => found.every((other) => end <= other.start || other.end <= start);
  const words = [...head.matchAll(TOKEN)].map((match) => ({ text: match[0], start: match.index }));
  for (const [at, word] of words.entries()) {
    for (let length = LONGEST_PLACE_WORDS; length > 0; length--) {
      const last = words[at + length - 1];
      if (last === undefined) continue;
      const value = head.slice(word.start, last.start + last.text.length).replace(/[.'’-]+$/u, '');
      const place = PLACES.get(value.toLowerCase().replace(/['’]s$/u, ''));
      if (place === undefined || !isFree(word.start, word.start + value.length)) continue;
      const before = head.slice(Math.max(0, word.start - 40), word.start);
      if (/[@#_\p{L}\p{N}]$/u.test(before)) continue;
      const ambiguous = OFTEN_ELSE.has(value.toLowerCase());
      const written = /^\p{Lu}/u.test(value);
      // "turkey" is food and "Jordan" a person unless somebody goes there
      if (ambiguous ? !(written && PLACE_CUE.test(before)) : !(written || PLACE_CUE.test(before))) continue;
      found.push(entityAt('place', text, word.start, word.start + value.length, place, written ? 0.85 : 0.7));
      break;
    }
  }
  return found;
}
