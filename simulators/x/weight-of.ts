const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const light: readonly (readonly [number, number])[] = [
  [0, 4351],
  [8192, 8205],
  [8208, 8223],
  [8242, 8247],
];

/** X's weighted length: 23 for an address with a scheme, 2 for an emoji and for what is not in the light ranges, else 1. */
export function weightOf(text: string): number {
  let weight = 0;
  const rest = text.normalize('NFC').replaceAll(/https?:\/\/\S+/g, () => {
    weight += 23;
    return '';
  });
  for (const { segment } of graphemes.segment(rest)) {
    if (emoji.test(segment)) weight += 2;
    else for (const character of segment) weight += isLight(character.codePointAt(0) ?? 0) ? 1 : 2;
  }
  return weight;
}

const isLight = (code: number): boolean => light.some(([from, to]) => code >= from && code <= to);
