const FIGURE = /https?:\/\/[^\s)]+|www\.[^\s)]+|[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+|\d+(?:[.,:]\d+)*/giu;

/**
 * How many of a reply's figures, addresses and links stand in what it may draw on, between 0 and 1: what a model makes up is most
 * dangerous there, and there it can be seen without understanding a word. A reply with anything made up is at most half supported.
 */
export function measureSupport(reply: string, sources: readonly string[]): number {
  const known = new Set(sources.flatMap(figuresOf));
  const said = figuresOf(reply);
  const supported = said.filter((figure) => known.has(figure)).length;
  return supported === said.length ? 1 : (supported / said.length) * 0.5;
}

/** `4.90` and `4,90` are the same figure in two languages. */
const figuresOf = (text: string): string[] =>
  [...text.matchAll(FIGURE)].map(([figure]) =>
    /^\d/.test(figure) && !figure.includes('@') ? figure.replace(/[.,]/g, '.') : figure.toLowerCase().replace(/[.,!?;:]+$/, ''),
  );
