import { splitText } from '../split-text.ts';

/** X's weighted count: 280 for a post; an address weighs 23 whatever its length, an emoji 2 (twitter-text configuration v3). */
const MAX_WEIGHT = 280;
const LINK_WEIGHT = 23;

const PRIVATE_USE = /[\uE000-\uF8FF]/gu;
const PRIVATE_USE_START = 0xe000;
const PRIVATE_USE_COUNT = 6400;
/** What X makes a link of: with a scheme, or a domain by itself. Too many found is harmless: a part is cut a little earlier. */
const LINK = /https?:\/\/[^\s\uE000-\uF8FF]+|(?<![\w@.-])(?:[a-z\d-]+\.)+[a-z]{2,24}\b(?:\/[^\s\uE000-\uF8FF]*)?/giu;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;
const isLight = (code: number): boolean =>
  code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223) || (code >= 8242 && code <= 8247);

/**
 * A text in parts that each fit a post. A link stands as one private character while the text is cut, so that it counts as X counts it and
 * is never cut itself.
 */
export function splitPost(text: string): readonly string[] {
  const kept: { readonly text: string; readonly weight: number }[] = [];
  const keep = (weight: number) => (found: string) => {
    if (kept.length === PRIVATE_USE_COUNT) return found;
    kept.push({ text: found, weight });
    return String.fromCharCode(PRIVATE_USE_START + kept.length - 1);
  };
  // private characters that the text has itself are kept first, so that each one in what is cut stands for something
  const own = text.replaceAll(PRIVATE_USE, keep(2));
  const short = own.replaceAll(LINK, keep(LINK_WEIGHT));
  const entryOf = (character: string) => kept[character.charCodeAt(0) - PRIVATE_USE_START];
  const weigh = (part: string): number => {
    const links = [...part.matchAll(PRIVATE_USE)].reduce((sum, [each]) => sum + (entryOf(each)?.weight ?? 2), 0);
    return links + weightOf(part.replaceAll(PRIVATE_USE, ''));
  };
  return splitText(short, MAX_WEIGHT, weigh).map((part) => part.replaceAll(PRIVATE_USE, (each) => entryOf(each)?.text ?? each));
}

function weightOf(text: string): number {
  let weight = 0;
  for (const { segment } of graphemes.segment(text.normalize('NFC'))) {
    if (EMOJI.test(segment)) weight += 2;
    else for (const character of segment) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return weight;
}
