/** The API takes so much text in one document. */
const LONGEST_TEXT = 200_000;

/** A text in parts that the API takes: cut before a heading where one is near the end, else between paragraphs, lines or words. Nothing is lost but white space. */
export function splitDocument(text: string, longest: number = LONGEST_TEXT): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > longest) {
    const end = cutBefore(rest, longest);
    parts.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

function cutBefore(text: string, longest: number): number {
  const beginning = text.slice(0, longest);
  for (const mark of ['\n# ', '\n## ', '\n### ', '\n\n', '\n', ' ']) {
    const at = beginning.lastIndexOf(mark);
    if (at > longest / 2) return at;
  }
  // never between the halves of one character
  return /[\uD800-\uDBFF]$/.test(beginning) ? longest - 1 : longest;
}
