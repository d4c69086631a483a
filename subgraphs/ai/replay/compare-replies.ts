import { numberOf } from '../agents/number-words.ts';
import { keyOf } from '../agents/read-keywords.ts';
import { tokenize } from '../agents/tokenize.ts';
import { figuresOf, traceStatements } from '../agents/trace-statements.ts';

export interface Comparison {
  /** Word for word, blanks aside. */
  readonly isSame: boolean;
  /** How much of what either states the other states too (F1 over statements), 0 to 1; 1 where neither states anything. */
  readonly agreement: number;
  /** A sentence about the same thing names another figure, or says no where the other says yes. */
  readonly contradicts: boolean;
  /** A figure stands in the first alone. */
  readonly addsFigures: boolean;
}

/** Two sentences with so many words in common speak of the same thing. */
const SAME_SUBJECT = 0.6;
const NEGATION =
  /\b(?:not|no|never|none|cannot|without|unable|unfortunately|nicht|kein(?:e|en|er|es|em)?|nie|niemals|ohne|leider|pas|jamais|aucune?|sans|nunca|ningun[oa]?|sin|tampoco)\b|n['’]t\b/iu;

/** How far two replies say the same. Greetings, thanks and sign-offs do not count; order does not either. */
export function compareReplies(one: string, other: string): Comparison {
  const here = statementsOf(one, other);
  const there = statementsOf(other, one);
  const share = (statements: readonly Statement[]): number =>
    statements.filter(({ isShared }) => isShared).length / statements.length;
  const both = here.length > 0 && there.length > 0 ? [share(here), share(there)] : null;
  const [mine = 0, theirs = 0] = both ?? [];
  const known = new Set(there.flatMap(({ figures }) => [...figures]));
  return {
    isSame: plainly(one) === plainly(other),
    agreement:
      both === null ? (here.length === there.length ? 1 : 0) : mine + theirs === 0 ? 0 : (2 * mine * theirs) / (mine + theirs),
    contradicts: here.some((statement) => there.some((against) => disagree(statement, against))),
    addsFigures: here.some(({ figures }) => [...figures].some((figure) => !known.has(figure))),
  };
}

interface Statement {
  readonly isShared: boolean;
  readonly keys: ReadonlySet<string>;
  readonly figures: ReadonlySet<string>;
  readonly isNegative: boolean;
}

const statementsOf = (text: string, other: string): Statement[] =>
  traceStatements(text, [{ title: '', text: other }]).map((statement) => {
    const words = tokenize(statement.text);
    const spelled = words.flatMap((word) => (/\d/.test(word) ? [] : (numberOf(word)?.toString() ?? [])));
    return {
      isShared: statement.passage !== null,
      keys: new Set(words.flatMap((word) => (/\d/.test(word) || numberOf(word) !== undefined ? [] : (keyOf(word) ?? [])))),
      figures: new Set([...figuresOf(statement.text), ...spelled]),
      isNegative: NEGATION.test(statement.text),
    };
  });

function disagree(one: Statement, other: Statement): boolean {
  const least = Math.min(one.keys.size, other.keys.size);
  const common = [...one.keys].filter((key) => other.keys.has(key)).length;
  if (least === 0 || common / least < SAME_SUBJECT) return false;
  const onlyIn = (a: Statement, b: Statement): boolean => [...a.figures].some((figure) => !b.figures.has(figure));
  return one.isNegative !== other.isNegative || (onlyIn(one, other) && onlyIn(other, one));
}

const plainly = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();
