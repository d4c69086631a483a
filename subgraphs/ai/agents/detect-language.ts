import { LANGUAGE_SIGNS, LANGUAGE_WORDS } from './language-words.ts';
import { stripAddressing } from './strip-addressing.ts';
import { tokenize } from './tokenize.ts';

const READ_CHARACTERS = 600;
/** A sign is a hint where a word is evidence. */
const SIGN_WEIGHT = 0.35;

/** A script that decides by itself; order matters where scripts are mixed (Japanese is written with Han too). */
const SCRIPTS: [language: string, script: RegExp][] = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['ko', /\p{Script=Hangul}/gu],
  ['zh', /\p{Script=Han}/gu],
  ['hi', /\p{Script=Devanagari}/gu],
  ['uk', /[іїєґ]/giu],
  ['ru', /\p{Script=Cyrillic}/gu],
  ['fa', /[پچژگ]/gu],
  ['ar', /\p{Script=Arabic}/gu],
  ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu],
  ['th', /\p{Script=Thai}/gu],
  ['bn', /\p{Script=Bengali}/gu],
  ['ta', /\p{Script=Tamil}/gu],
];

const WORD_WEIGHTS: ReadonlyMap<string, [string, number][]> = weighWords();

function weighWords(): Map<string, [string, number][]> {
  const owners = new Map<string, Set<string>>();
  for (const [language, words] of Object.entries(LANGUAGE_WORDS)) {
    for (const word of words.trim().split(/\s+/)) owners.set(word, (owners.get(word) ?? new Set()).add(language));
  }
  return new Map(
    [...owners].map(([word, languages]) => [word, [...languages].map((l): [string, number] => [l, 1 / languages.size])]),
  );
}

/** ISO 639-1 code, or null where the text gives nothing to go by: emoji, digits, a name, a tie of one word. */
export function detectLanguage(text: string): string | null {
  const head = stripAddressing(text.slice(0, READ_CHARACTERS));
  const letters = head.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return null;
  for (const [language, script] of SCRIPTS) {
    const share = (head.match(script)?.length ?? 0) / letters;
    // A Ukrainian or a Persian letter here and there is enough, a Chinese brand name in an English sentence is not.
    if (share > (language === 'uk' || language === 'fa' || language === 'ja' ? 0.03 : 0.3)) {
      if (language === 'fa' && share < 0.03) continue;
      return language;
    }
  }

  const scores = new Map<string, number>();
  const add = (language: string, weight: number): void => void scores.set(language, (scores.get(language) ?? 0) + weight);
  for (const word of tokenize(head)) {
    for (const part of WORD_WEIGHTS.has(word) ? [word] : word.split(/(?<=')/)) {
      for (const [language, weight] of WORD_WEIGHTS.get(part) ?? []) add(language, weight);
    }
  }
  for (const [language, sign] of LANGUAGE_SIGNS) add(language, SIGN_WEIGHT * Math.min(4, head.match(sign)?.length ?? 0));
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < 0.3 || (second !== undefined && first[1] - second[1] < 0.05)) return null;
  return first[0];
}
