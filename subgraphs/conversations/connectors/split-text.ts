const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Cuts a text into parts that each weigh at most `max`, at the end of a paragraph, sentence or word where one stands in the part's second
 * half, and never inside a grapheme, which one person sees as one character. A grapheme heavier than `max` by itself is left out: a tower
 * of combining marks that no platform would take.
 */
export function splitText(text: string, max: number, weigh: (text: string) => number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (weigh(rest) > max) {
    const fitting = longestStart(rest, max, weigh);
    const part = rest.slice(0, cutAt(fitting, rest));
    if (part.trim() !== '') parts.push(part.trim());
    rest = rest.slice(part.length || firstGrapheme(rest)).trim();
  }
  return rest === '' ? parts : [...parts, rest];
}

function longestStart(text: string, max: number, weigh: (text: string) => number): string {
  let weight = 0;
  let end = 0;
  for (const { segment, index } of graphemes.segment(text)) {
    weight += weigh(segment);
    if (weight > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

const firstGrapheme = (text: string): number => graphemes.segment(text).containing(0)?.segment.length ?? text.length;

const BREAKS = [/\n\s*\n/g, /\n/g, /[.!?…。！？]["'”’)\]]*\s/gu, /\s/g];

/** The index after the last break of the best kind in the second half, or the whole. */
function cutAt(fitting: string, whole: string): number {
  // what fits may end where a word does
  if (/^\s/.test(whole.slice(fitting.length))) return fitting.length;
  for (const kind of BREAKS) {
    const last = [...fitting.matchAll(kind)].at(-1);
    if (last && last.index >= fitting.length / 2) return last.index + last[0].length;
  }
  return fitting.length;
}
