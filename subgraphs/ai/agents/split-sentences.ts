export type Sentence = { text: string; start: number; end: number };

const ABBREVIATION =
  /(?:\b(?:e\.g|i\.e|z\.B|d\.h|u\.a|etc|bzw|ca|approx|no|nr|st|str|mr|mrs|ms|dr|prof|vs|inc|ltd|co|incl|inkl|min|max|tel|p\.m|a\.m|mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so)|\b\p{L}|\d)\.$/iu;

/** Sentences with their place; a line break ends one too, an abbreviation or "No. 5" does not. */
export function splitSentences(text: string): Sentence[] {
  const found: Sentence[] = [];
  let start = 0;
  const close = (end: number): void => {
    const raw = text.slice(start, end);
    const lead = raw.length - raw.trimStart().length;
    const trimmed = raw.trim();
    if (/[\p{L}\p{N}]/u.test(trimmed)) found.push({ text: trimmed, start: start + lead, end: start + lead + trimmed.length });
    start = end;
  };
  for (const match of text.matchAll(/[.!?…]+["'”’)\]]*(?=\s)|\n+/gu)) {
    const end = match.index + match[0].length;
    const ending = text.slice(Math.max(start, end - 12), end);
    // "5." before a lower-case word goes on; before a capital it is the end of "until 5."
    const goesOn = ABBREVIATION.test(ending) && !(/\d\.$/.test(ending) && /^\s+\p{Lu}/u.test(text.slice(end, end + 3)));
    if (match[0].startsWith('\n') || !goesOn) close(end);
  }
  close(text.length);
  return found;
}
