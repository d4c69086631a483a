const AMOUNT = String.raw`\d[\d.,]*\s?k?`;
const FINDERS: readonly (readonly [string, RegExp])[] = [
  ['email', /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/giu],
  ['phone', /\+\d[\d ()/.-]{6,17}\d/gu],
  ['budget', new RegExp(String.raw`(?:[$€£]\s?${AMOUNT}|${AMOUNT}\s?(?:€|\$|£|EUR|USD|euros?|dollars?)(?!\p{L}))`, 'giu')],
  [
    'date',
    /\b(?:tomorrow|today|next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|\d{1,2} (?:january|february|march|april|may|june|july|august|september|october|november|december)|morgen|demain|mañana)\b/giu,
  ],
  [
    'quantity',
    /\b\d{1,5}(?= (?:people|persons?|guests?|chairs?|tables?|pieces?|units?|licen[cs]es|tickets?|seats?|stück|personen|personnes|personas))/giu,
  ],
  [
    'company',
    /(?<=\b(?:from|at|for|company|firma|chez) )(?:[A-ZÄÖÜ][\p{L}\p{N}&-]+ )*[A-ZÄÖÜ][\p{L}\p{N}&-]* (?:Ltd|GmbH|Inc|LLC|AG|SA|SL|Co)\b/gu,
  ],
  ['name', /(?<=\b(?:I am|I'm|I’m|my name is|this is|ich bin|je suis|me llamo|soy) )\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?/gu],
];

/** Facts that a message states, each in its own words, in the order of the text. */
export const findFacts = (text: string, kinds: readonly string[]): { kind: string; words: string }[] =>
  FINDERS.filter(([kind]) => kinds.includes(kind))
    .flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map((match) => ({ kind, words: match[0].trim(), at: match.index })))
    .filter((fact, _, all) => fact.kind !== 'quantity' || !all.some((other) => other.kind !== 'quantity' && other.at === fact.at))
    .sort((a, b) => a.at - b.at)
    .map(({ kind, words }) => ({ kind, words }));
