import { findAmounts } from './find-amounts.ts';

export type CommitmentKind = 'PRICE' | 'DISCOUNT' | 'DEADLINE' | 'PROMISE' | 'LEGAL';

export type Commitment = { kind: CommitmentKind; words: string };

const DISCOUNT =
  /\b\d{1,3}(?:[.,]\d+)?\s?(?:%|percent|prozent|pour cent|por ciento)|\b(?:free of charge|for free|on the house|at no (?:extra )?(?:cost|charge)|complimentary|half price|voucher|gift card|store credit|discount(?:ed)?|rebate|kostenlos|gratis|umsonst|rabatt|gutschein|offert|gratuite?(?:ment)?|remise|réduction|bon d'achat|descuento|gratuit[oa]|vale de)\b/giu;
const COUNT = String.raw`(?:\d+(?:\s?(?:-|–|to|bis|à|a)\s?\d+)?|an?|one|two|three|four|five|six|seven|ten|twenty|a few|ein(?:em|er|en)?|zwei|drei|vier|fünf|deux|trois|quatre|dos|tres|cuatro)`;
const UNIT = `(?:(?:business|working|calendar) )?(?:minutes?|hours?|days?|weeks?|months?|years?|minuten?|stunden?|(?:werk|arbeits)?tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?(?: ouvrés?)?|semaines?|mois|ans?|horas?|días?|semanas?|meses|años?)`;
const DEADLINE = new RegExp(
  String.raw`\b(?:${COUNT}[\s-]${UNIT}|by (?:the )?(?:end of (?:the )?(?:day|week|month)|tomorrow|tonight|today|monday|tuesday|wednesday|thursday|friday|saturday|sunday|noon|next week)|(?:today|tonight|tomorrow|immediately|right away|within the hour|next (?:week|month)|overnight|same[- ]day)|(?:bis )?(?:morgen|heute|übermorgen|sofort)|demain|aujourd'hui|immédiatement|mañana|hoy|inmediatamente)\b`,
  'giu',
);
const PROMISE =
  /\b(?:(?:we|i)(?:'ll| will| shall| can| are going to|'re going to| am going to|'m going to| promise to) (?:\p{L}+ ){0,3}?(?:refund|replace|reimburse|compensate|credit|ship|send|deliver|waive|match|cancel|fix|repair|exchange|upgrade|extend|call|reserve|hold|book|process|arrange|cover|pay|offer|give)|you(?:'ll| will| are going to|'re going to) (?:get|receive|have|be (?:refunded|reimbursed|compensated|credited|contacted))|(?:we|i) (?:guarantee|promise|assure|ensure|warrant|commit)|guaranteed?|always|never|at any time|unconditional(?:ly)?|no questions asked|money[- ]back|(?:wir|ich) (?:erstatten|ersetzen|liefern|schicken|senden|garantieren|versprechen|zahlen|übernehmen)|(?:werden|wird) (?:\p{L}+ ){0,4}(?:erstattet|ersetzt|geliefert|geschickt|gutgeschrieben)|garantiert|(?:nous|je) (?:remboursons|remboursons|remplaçons|livrons|garantissons|promettons|vous (?:rembourserons|remplacerons|enverrons|livrerons))|garantie?|(?:le|les) (?:reembolsaremos|enviaremos|cambiaremos|devolveremos)|garantizamos|prometemos|garantizado)\b/giu;
const LEGAL =
  /\b(?:liab(?:le|ility)|legal(?:ly)?|lawyers?|attorneys?|court|lawsuit|sue|damages|negligen(?:t|ce)|breach|our fault|we (?:were|are) (?:at fault|to blame|responsible|in the wrong)|entitled|statutory|warrant(?:y|ies)|contractual(?:ly)?|binding|settlement|admit(?:s|ted)?|haft(?:en|ung|bar)|rechtlich|anwalt|gericht|schadens?ersatz|anspruch|vertraglich|gewährleistung|responsabilité|juridique(?:ment)?|avocat|tribunal|dommages|indemnis\p{L}+|responsabilidad|abogad[oa]|tribunal|indemniza\p{L}+|demanda)\b/giu;

const PATTERNS: readonly (readonly [CommitmentKind, RegExp])[] = [
  ['DISCOUNT', DISCOUNT],
  ['DEADLINE', DEADLINE],
  ['PROMISE', PROMISE],
  ['LEGAL', LEGAL],
];

/** The words that bind a business to a price, a time, a promise or the law, whether or not it ever said them. */
export function findCommitments(sentence: string): Commitment[] {
  const plain = sentence.replaceAll('’', "'");
  const prices = findAmounts(plain)
    // a bare figure beside a word of money is a guess: figures are compared with the passages anyway
    .filter(({ normalized }) => /[A-Z]{3}$/.test(normalized))
    .map(({ value }): Commitment => ({ kind: 'PRICE', words: value }));
  return [
    ...prices,
    ...PATTERNS.flatMap(([kind, words]) => [...plain.matchAll(words)].map((match): Commitment => ({ kind, words: match[0] }))),
  ];
}
