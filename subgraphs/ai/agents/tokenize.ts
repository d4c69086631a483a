const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu;

/** Beyond this many characters more text changes no agent's mind, it only costs time. */
export const READ_LIMIT = 4_000;

export type Word = { text: string; start: number; end: number };

/** Words with their place in the text, as written; an apostrophe inside a word belongs to it. */
export function locateWords(text: string): Word[] {
  const found: Word[] = [];
  for (const match of text.matchAll(WORD)) found.push({ text: match[0], start: match.index, end: match.index + match[0].length });
  return found;
}

/** Lower-cased words, typographic apostrophes made plain. */
export function tokenize(text: string): string[] {
  return text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
}
