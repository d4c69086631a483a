import { keyOf, readKeywords } from '../agents/read-keywords.ts';
import { locateWords, tokenize } from '../agents/tokenize.ts';

/** What of a question must be the same in another one before anybody asks how alike they are. */
export interface QuestionFeatures {
  /** Words of the subject, synonyms brought together. */
  readonly keys: readonly string[];
  /** Those of them that name what is asked about: a price, the delivery. */
  readonly topics: readonly string[];
  /** Things: words of titles, and names. */
  readonly subjects: readonly string[];
  /** Figures, days, months and negations. */
  readonly fixed: readonly string[];
  /** When, where, who, why. */
  readonly kinds: readonly string[];
}

const TOPIC = /^=/;
const PRICE = keyOf('price') ?? '=price';
const ASKS_PRICE =
  /(?<!\p{L})(?:how much(?! (?:time|longer|space|room))|wie ?viel(?! (?:zeit|platz|uhr))|wie teuer|combien (?=co[uû]te|vaut|est)|cu[aá]nto (?=cuesta|vale|es))/iu;

const FIGURE = /[-+]?\d+(?:[.,:/-]\d+)*\s?[%€$£¥]?|[€$£¥]\s?\d+(?:[.,]\d+)*/gu;
const NEGATION =
  /(?<!\p{L})(?:not|no|never|none|nothing|nobody|without|neither|nor|except|cannot|\p{L}+n't|nicht|nichts|kein\p{L}*|nie|niemals|ohne|außer|ne|pas|jamais|sans|aucune?|sauf|sin|nunca|ningun\p{L}*|ningún|tampoco|salvo)(?!\p{L})/giu;
const NUMBER_OR_TIME =
  /(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|dozen|half|twice|both|first|second|third|ein(?:e[nmrs]?)? paar|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|halb\p{L}*|deux|trois|quatre|cinq|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|today|tonight|tomorrow|yesterday|weekend|week|month|year|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|heute|morgen|gestern|wochenende|woche|monat|jahr|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|januar|februar|märz|mai|juni|juli|oktober|dezember|weihnachten|ostern|feiertag\p{L}*|aujourd'hui|demain|hier|semaine|mois|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|noël|pâques|hoy|mañana|ayer|semana|mes|lunes|martes|miércoles|jueves|viernes|sábado|domingo|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|navidad|more|less|most|least|only|mehr|weniger|nur|plus|moins|más|menos|before|after|until|over|under|above|below|vor|nach|bis|über|unter|avant|après|jusqu'à|antes|después|hasta)s?(?!\p{L})/giu;

const KINDS: Readonly<Record<string, RegExp>> = {
  WHEN: /(?<!\p{L})(?:when|how (?:long|soon|fast|quick\p{L}*|many (?:hours|days|weeks|months|years))|what time|since when|wann|wie (?:lange|schnell|bald|viele (?:stunden|tage|wochen|monate|jahre))|quand|combien de (?:temps|jours|semaines|mois|ans)|cuándo|cuánto (?:tiempo|tarda)|cuántos (?:días|meses|años)|for how many)(?!\p{L})/iu,
  WHERE: /(?<!\p{L})(?:where|from where|which (?:city|country|place|address)|wo|woher|wohin|où|d'où|dónde|adónde)(?!\p{L})/iu,
  WHO: /(?<!\p{L})(?:who|whom|whose|wer|wem|wen|qui|quién|quiénes)(?!\p{L})/iu,
  WHY: /(?<!\p{L})(?:why|how come|what for|warum|wieso|weshalb|pourquoi|por qué)(?!\p{L})/iu,
};

/** `titles` are those of the passages that were found for it: what they name is what the tenant has more than one of. */
export function readFeatures(text: string, titles: readonly string[]): QuestionFeatures {
  const plain = text.normalize('NFKC').replaceAll('’', "'");
  const keys = new Set(readKeywords(plain));
  if (ASKS_PRICE.test(plain)) keys.add(PRICE);
  const titled = new Set(titles.flatMap(readKeywords));
  const subjects = [...keys].filter((key) => !TOPIC.test(key) && titled.has(key));
  return {
    keys: sorted(keys),
    topics: sorted([...keys].filter((key) => TOPIC.test(key))),
    subjects: sorted([...subjects, ...namesIn(plain)]),
    // all of them in order: "2 desks and 3 chairs" is not "3 desks and 2 chairs"
    fixed: [FIGURE, NEGATION, NUMBER_OR_TIME].flatMap((sign) =>
      (plain.toLowerCase().match(sign) ?? []).map((each) => each.trim()),
    ),
    kinds: Object.keys(KINDS).filter((kind) => KINDS[kind]?.test(plain)),
  };
}

/** Words with a capital that no sentence begins with. In German all nouns are: they have to be the same too. */
function namesIn(text: string): string[] {
  return locateWords(text).flatMap(({ text: word, start }) => {
    const isFirst = /(?:^|[.!?:\n¿¡])[\s"'“«(]*$/u.test(text.slice(Math.max(0, start - 8), start));
    return !isFirst && /^\p{Lu}/u.test(word) && word.length > 1 ? (keyOf(word.toLowerCase()) ?? []) : [];
  });
}

const sorted = (words: Iterable<string>): string[] => [...new Set(words)].sort();

const same = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((word, at) => word === other[at]);

/** False: one word apart may be another answer ("desk" and "chair", "with" and "without"), however alike the rest is. */
export const mayShareAnswer = (one: QuestionFeatures, other: QuestionFeatures): boolean =>
  same(one.topics, other.topics) &&
  same(one.subjects, other.subjects) &&
  same(one.fixed, other.fixed) &&
  same(one.kinds, other.kinds);

/** Share of the words of both that both have; 0 where neither has any. */
export function wordsShared(one: readonly string[], other: readonly string[]): number {
  const all = new Set([...one, ...other]);
  const both = one.filter((word) => other.includes(word)).length;
  return all.size === 0 ? 0 : both / all.size;
}

/** Words of a reply, for comparing two. */
export const wordsOf = (text: string): string[] => [...new Set(tokenize(text).flatMap((word) => keyOf(word) ?? []))];
