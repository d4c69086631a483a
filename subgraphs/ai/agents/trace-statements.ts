import { isCourtesy } from './is-courtesy.ts';
import { numberOf } from './number-words.ts';
import { keyOf } from './read-keywords.ts';
import { splitSentences } from './split-sentences.ts';
import { tokenize } from './tokenize.ts';

export type TracedStatement = {
  text: string;
  /** Where it begins in the reply, and the first unit after it, in UTF-16 units. */
  start: number;
  end: number;
  /** Index of the passage that it stands in; null where none says it. */
  passage: number | null;
};

/** So much of a statement's words must stand close together in a passage. Chosen on rephrased questions of others (eval, "Replies"). */
const LEAST_SHARE = 0.6;
/** A statement may draw together what two neighbouring sentences say. */
const WINDOW_SENTENCES = 2;
const READ_PASSAGE_CHARACTERS = 6_000;

/** Each statement of a reply with the passage that says it. What only greets, thanks, asks or offers states nothing and is left out. */
export function traceStatements(text: string, passages: readonly { title: string; text: string }[]): TracedStatement[] {
  const statements = splitSentences(text).filter((sentence) => !isCourtesy(sentence.text));
  if (statements.length === 0) return [];
  const sources = passages.map(readSource);
  return statements.map((statement) => ({ ...statement, passage: standsIn(statement.text, sources) }));
}

/** `4.90` and `4,90` are one figure, and so are `1.500` and `1500`. */
export const figuresOf = (text: string): string[] =>
  (text.match(/\d+(?:[.,:]\d+)*/g) ?? []).map((figure) =>
    figure
      .replace(/(?<=\d)[.,](?=\d{3}(?!\d))/g, '')
      .replace(/[.,]/g, '.')
      .replace(/\.00?$/, ''),
  );

type Source = { plain: string; read(): { windows: Set<string>[]; figures: Set<string> } };

/** Its words in order at once, since most statements stand in it verbatim; the rest when it is first asked for. */
function readSource({ title, text }: { title: string; text: string }): Source {
  const read = `${title}\n${text}`.slice(0, READ_PASSAGE_CHARACTERS);
  let known: ReturnType<Source['read']> | null = null;
  return {
    plain: plainly(read),
    read: () => {
      if (known === null) {
        const heading = keysOf(title);
        const sentences = splitSentences(read).map((sentence) => keysOf(sentence.text));
        const spelled = tokenize(read).flatMap((word) => numberOf(word)?.toString() ?? []);
        known = {
          windows: sentences.map((_, at) => new Set([...heading, ...sentences.slice(at, at + WINDOW_SENTENCES).flat()])),
          figures: new Set([...figuresOf(read), ...spelled]),
        };
      }
      return known;
    },
  };
}

function standsIn(statement: string, sources: readonly Source[]): number | null {
  const plain = plainly(statement);
  const verbatim = sources.findIndex((source) => source.plain.includes(plain));
  if (verbatim >= 0) return verbatim;
  const keys = new Set(keysOf(statement));
  const figures = figuresOf(statement);
  if (keys.size === 0) return null;
  let best: { at: number; share: number } | null = null;
  for (const [at, source] of sources.entries()) {
    const { figures: known, windows } = source.read();
    // one wrong figure makes a right sentence wrong
    if (!figures.every((figure) => known.has(figure))) continue;
    for (const window of windows) {
      let shared = 0;
      for (const key of keys) if (window.has(key)) shared++;
      const share = shared / keys.size;
      if (share >= LEAST_SHARE && share > (best?.share ?? 0)) best = { at, share };
    }
  }
  return best?.at ?? null;
}

const keysOf = (text: string): string[] =>
  tokenize(text)
    .map((word) => numberOf(word)?.toString() ?? keyOf(word))
    .filter((key) => key !== null);

const plainly = (text: string): string => tokenize(text).join(' ');
