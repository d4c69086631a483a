import { type Entity, entityAt } from './entity.ts';
import { EVERYDAY_NAMES, GIVEN_NAMES } from './given-names.ts';
import { locateWords, type Word } from './tokenize.ts';

const READ_CHARACTERS = 4_000;
/** After these any word may be a name, however it is written; the strong ones come first. */
const STRONG_CUE =
  /(?<!(?:company|business|brand|shop|product|file|user|project|hotel) )(?:my (?:full |first |last )?name(?:'s| is)?:?|name is:?|\bnames?\s?[:=-]|the name(?:'s| is)?|call me|mein name ist|ich hei(?:ß|ss)e|je m'appelle|mon nom est|me llamo|mi nombre es|under the name(?: of)?|(?:book(?:ed|ing)?|reserv\p{L}+|table|room|massage|spa|appointment|order|stay|it)\b.{0,24}\bunder|customer name|passenger name|auf den namen|au nom de|a nombre de)\s*$/iu;
/** After these only a capitalised word is one: "I'm Anna", not "I'm angry". */
const WEAK_CUE =
  /(?:\b(?:i'm|i am|im|this is|it's|here is|hier ist|ich bin|soy|je suis|c'est|ask for|regards|cheers|grüße|grüßen|gruß|lg|vg|cordialement|saludos|yours|mrs?\.?|ms\.?|dr\.?|herr|frau|mme|señora?)[,:!]?\s*(?:\n\s*)?)$/iu;
const PART_OF_A_PLACE = /\b(?:North|South|East|West|New|San|Santa|St|Saint|University of|City of|Port|Fort|Mount|Lake)\.?\s$/u;
const NOT_NAMES = new Set(
  `a an the and or but not very so just also still really from with for in on at to here there happy sad sorry glad sure looking interested trying going
  waiting having getting using new not no yes ok okay thanks thank hi hello hey dear please good great best i you we they it he she my your our is are was were be
  your what when where who why how which that this if as because hier sehr noch auch nicht eine ein der die das und oder aber mit von für sehr un una le la el
  les des muy tu mi su monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october
  november december team support service sales customer order street dr mr mrs ms prof sir lord lady mister madam warranty contract pressure control construction review age user username password germany berlin london paris spain france hoping writing contacting unable planning
  happily currently located based afraid ready done number email phone address account correct ssn zip last first full social`.split(
    /\s+/,
  ),
);
const PARTICLES = new Set(['van', 'von', 'de', 'der', 'den', 'da', 'del', 'di', 'la', 'le', 'el', 'bin', 'al', "o'"]);

const capitalised = (word: string): boolean => /^\p{Lu}/u.test(word) && !/^\p{Lu}{2,}$/u.test(word);
const nameable = (word: string): boolean => /^\p{L}[\p{L}\p{M}'’]*$/u.test(word) && !NOT_NAMES.has(word.toLowerCase());

export function findNames(text: string): Entity[] {
  const head = text.slice(0, READ_CHARACTERS);
  const words = locateWords(head);
  const found: Entity[] = [];
  let at = 0;
  while (at < words.length) {
    const length = nameLength(head, words, at);
    if (length === null) {
      at += 1;
      continue;
    }
    const first = words[at] as Word;
    const last = words[at + length.words - 1] as Word;
    const end = last.end - (/['’]s$/.exec(last.text)?.[0].length ?? 0);
    found.push(entityAt('name', text, first.start, end, text.slice(first.start, end).replace(/\s+/g, ' '), length.confidence));
    at += length.words;
  }
  return found;
}

/** How many words from `at` on make a name, or null. */
function nameLength(text: string, words: Word[], at: number): { words: number; confidence: number } | null {
  const word = words[at] as Word;
  const bare = word.text.replace(/['’]s$/, '');
  if (
    !nameable(bare) ||
    /[@#.\p{N}_/]/u.test(text[word.start - 1] ?? '') ||
    /^[@._]\p{L}/u.test(text.slice(word.end, word.end + 2))
  )
    return null;
  const before = text.slice(Math.max(0, word.start - 40), word.start);
  if (PART_OF_A_PLACE.test(before)) return null;
  const strong = STRONG_CUE.test(before);
  const weak = WEAK_CUE.test(before) && capitalised(bare);
  const lower = bare.toLowerCase();
  const given = GIVEN_NAMES.has(lower) && (capitalised(bare) || !EVERYDAY_NAMES.has(lower));
  if (!strong && !weak && !given) return null;
  if (bare.length < 2) return null;

  const cued = strong || WEAK_CUE.test(before);
  let count = 1;
  while (count < 3) {
    const previous = words[at + count - 1] as Word;
    const next = words[at + count];
    if (next === undefined || !/^(?:[ \t]|-|\. ?)$/.test(text.slice(previous.end, next.start))) break;
    const following = words[at + count + 1];
    // "van", "von" and a middle initial lead on to the family name; headlines in capitals do not make a third word a name.
    const leadsOn = (PARTICLES.has(next.text.toLowerCase()) || /^\p{Lu}$/u.test(next.text)) && capitalised(following?.text ?? '');
    if (leadsOn) return { words: count + 2, confidence: strong ? 0.9 : 0.75 };
    // a second given name or what stands between the two leads on to a third word, as in "John Henry Newman"
    const isSecondGiven =
      count > 1 && GIVEN_NAMES.has(previous.text.toLowerCase()) && capitalised(previous.text) && capitalised(next.text);
    if ((count > 1 && !isSecondGiven) || !nameable(next.text) || next.text.length < 2) break;
    const ends =
      following === undefined ||
      /\d/.test(following.text) ||
      /^(?:my|ssn|and|speaking|here|id)$/i.test(following.text) ||
      /[^ ]/.test(text.slice(next.end, following.start));
    const family = capitalised(bare)
      ? capitalised(next.text)
      : !capitalised(next.text) && (cued || ends) && !isVerbLike(next.text);
    if (!family) break;
    count += 1;
  }
  return { words: count, confidence: strong ? 0.9 : weak ? 0.75 : count > 1 ? 0.75 : capitalised(bare) ? 0.6 : 0.4 };
}

function isVerbLike(word: string): boolean {
  return (
    /^(?:and|need|want|like|would|have|has|can|could|please|my|is|here|calling|speaking|by|any|more|thanks|sir|mam|maam|ok|yes|dob|born|id|pin|card)$/i.test(
      word,
    ) || /ing$/i.test(word)
  );
}
