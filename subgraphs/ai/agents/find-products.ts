import { type Entity, entityAt } from './entity.ts';
import { stem } from './stem.ts';
import { locateWords } from './tokenize.ts';

/** What the tenant sells: the name that counts, and what else customers call it. */
export type CatalogueItem = { name: string; synonyms?: readonly string[] };

export type Catalogue = {
  /** Products that a text names, longest first where one name holds another. */
  find(text: string): Entity[];
};

const READ_CHARACTERS = 4_000;
/** Shorter words are too often another word with one letter changed. */
const LEAST_LETTERS_TO_MISSPELL = 5;
const MOST_WORDS = 6;

type Known = { name: string; words: number };

/** Made once a catalogue; finding takes a look-up a word. */
export function readCatalogue(items: readonly CatalogueItem[]): Catalogue {
  const known = new Map<string, Known>();
  for (const { name, synonyms = [] } of items) {
    for (const called of [name, ...synonyms]) {
      const key = keysOf(called);
      if (key.length > 0 && key.length <= MOST_WORDS && !known.has(key.join(' ')))
        known.set(key.join(' '), { name, words: key.length });
    }
  }
  const misspelt = indexMisspellings(known);
  const longest = Math.max(0, ...[...known.values()].map(({ words }) => words));

  return {
    find: (text) => {
      const words = locateWords(text.slice(0, READ_CHARACTERS));
      const keys = words.map((word) => keyOf(word.text));
      const found: Entity[] = [];
      for (let at = 0; at < words.length; ) {
        let taken = 0;
        for (let length = Math.min(longest, words.length - at); length > 0 && taken === 0; length--) {
          const key = keys.slice(at, at + length).join(' ');
          const exact = known.get(key);
          const item = exact ?? lookUpMisspelt(misspelt, key);
          const [first, last] = [words[at], words[at + length - 1]];
          if (item === undefined || !first || !last) continue;
          found.push(entityAt('product', text, first.start, last.end, item.name, exact ? 0.9 : 0.7));
          taken = length;
        }
        at += Math.max(1, taken);
      }
      return found;
    },
  };
}

const keyOf = (word: string): string => stem(word.toLowerCase().replaceAll('’', "'"));
const keysOf = (text: string): string[] => locateWords(text).map((word) => keyOf(word.text));

/** A word with each of its letters left out: two words that share such a form differ by one letter, or by two that changed places. */
const formsOf = (word: string): string[] =>
  word.length < LEAST_LETTERS_TO_MISSPELL ? [] : [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];

function indexMisspellings(known: ReadonlyMap<string, Known>): Map<string, Known | null> {
  const forms = new Map<string, Known | null>();
  for (const [key, item] of known) {
    for (const form of formsOf(key)) {
      const other = forms.get(form);
      // a form of two products tells neither
      forms.set(form, other === undefined || other?.name === item.name ? item : null);
    }
  }
  return forms;
}

function lookUpMisspelt(forms: ReadonlyMap<string, Known | null>, key: string): Known | undefined {
  for (const form of formsOf(key)) {
    const item = forms.get(form);
    if (item) return item;
  }
  return undefined;
}

/** Nouns that head pages of any shop and are nobody's product. */
const NOT_PRODUCTS =
  /^(?:faqs?|about|about us|contact|imprint|impressum|kontakt|home|privacy|terms|shipping|delivery|returns?|refunds?|warranty|payment|prices?|pricing|opening hours|hours|support|help|jobs|careers|news|blog|versand|lieferung|rückgabe|öffnungszeiten|preise|livraison|retours?|horaires|envíos?|devoluciones|horario|welcome|introduction|overview|general|products?|services?|menu|orders?)$/iu;

/** A catalogue for a tenant that gave none: titles and headings of its knowledge that are short and no question. */
export function guessCatalogue(headings: readonly string[]): CatalogueItem[] {
  const names = headings
    .map((heading) => heading.replace(/^#+\s*/, '').trim())
    .filter((heading) => {
      const words = locateWords(heading).length;
      return words > 0 && words <= 4 && !/[?!:.]/.test(heading) && /^\p{Lu}|\d/u.test(heading) && !NOT_PRODUCTS.test(heading);
    });
  return [...new Set(names)].map((name) => ({ name }));
}
