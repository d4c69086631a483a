import { type Entity, type EntityKind, entityAt } from './entity.ts';
import { locateWords } from './tokenize.ts';

/**
 * The kinds that words make; addresses, numbers and days are read by their form. A product is what the catalogue says, which is not for everybody
 * to change who corrects a run: what members call one waits there as a suggestion.
 */
export const LEXICAL_KINDS: ReadonlySet<EntityKind> = new Set(['name', 'company', 'place']);

const READ_CHARACTERS = 4_000;
const MOST_WORDS = 6;
const SAID_BY_A_MEMBER = 0.85;

/** What members said of words in earlier messages: the latest word on each counts. */
export interface Lexicon {
  /** By `lexiconKey`: words that are of a kind, with their one form. */
  readonly known: ReadonlyMap<string, Pick<Entity, 'kind' | 'value' | 'normalized'>>;
  /** `kind:key` of words that were taken for that kind and are not. */
  readonly wrong: ReadonlySet<string>;
}

export const lexiconKey = (words: string): string =>
  locateWords(words)
    .map((word) => word.text.toLowerCase().replaceAll('\u2019', "'"))
    .join(' ');

export const wrongKey = (kind: EntityKind, words: string): string => `${kind}:${lexiconKey(words)}`;

const isCapitalised = (words: string): boolean => /^\p{Lu}/u.test(words);

/** What was found without what is known to be wrong, and with what is known and stood free. */
export function applyLexicon(text: string, found: readonly Entity[], lexicon: Lexicon | undefined): Entity[] {
  if (!lexicon || (lexicon.known.size === 0 && lexicon.wrong.size === 0)) return [...found];
  const kept = found.filter(({ kind, value }) => !LEXICAL_KINDS.has(kind) || !lexicon.wrong.has(wrongKey(kind, value)));
  if (lexicon.known.size === 0) return kept;
  const words = locateWords(text.slice(0, READ_CHARACTERS));
  const known: Entity[] = [];
  for (let at = 0; at < words.length; ) {
    let taken = 1;
    for (let length = Math.min(MOST_WORDS, words.length - at); length > 0; length--) {
      const [first, last] = [words[at], words[at + length - 1]];
      if (!first || !last) continue;
      const entry = lexicon.known.get(lexiconKey(text.slice(first.start, last.end)));
      // "Will" is a name, and "will" is not
      if (!entry || (isCapitalised(entry.value) && !isCapitalised(first.text))) continue;
      known.push(entityAt(entry.kind, text, first.start, last.end, entry.normalized, SAID_BY_A_MEMBER));
      taken = length;
      break;
    }
    at += taken;
  }
  const overlaps = (one: Entity, other: Entity): boolean => one.start < other.end && other.start < one.end;
  // an address or a date that holds the words stays; what was guessed of the words themselves gives way
  const free = known.filter((entry) => !kept.some((other) => !LEXICAL_KINDS.has(other.kind) && overlaps(entry, other)));
  return [...kept.filter((other) => !LEXICAL_KINDS.has(other.kind) || !free.some((entry) => overlaps(entry, other))), ...free];
}
