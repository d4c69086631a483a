import { detectLanguage } from './detect-language.ts';
import { findAmounts } from './find-amounts.ts';
import { type Commitment, type CommitmentKind, findCommitments } from './find-commitments.ts';
import { findPersonalData } from './find-personal-data.ts';
import { findUnsafeWords } from './find-unsafe-words.ts';
import { numberOf } from './number-words.ts';
import { keyOf, readKeywords } from './read-keywords.ts';
import { splitSentences } from './split-sentences.ts';
import { findLinks } from './strip-addressing.ts';
import { READ_LIMIT, tokenize } from './tokenize.ts';
import { type TracedStatement, traceStatements } from './trace-statements.ts';

export type FindingKind = 'PERSONAL_DATA' | CommitmentKind | 'FOREIGN_LINK' | 'UNSUPPORTED' | 'OTHER_LANGUAGE' | 'UNSAFE';

/** `evidence` is words of the reply and may be personal. */
export type Finding = { kind: FindingKind; evidence: string };

export type CheckedReply = {
  /** What keeps the draft from going out without a person; empty for one that may. */
  findings: Finding[];
  /** Each statement of the reply in its order, with the passage that says it. */
  statements: TracedStatement[];
};

export type ReplyToCheck = {
  text: string;
  /** What the reply may draw on: those that it names. */
  passages: readonly { title: string; text: string }[];
  /** ISO 3166, for phone numbers without a country code. */
  region?: string | null;
  /** ISO 639-1, what the customer writes; null where it could not be told. */
  language?: string | null;
};

/**
 * Everything for which a draft is never sent by the machine alone. Personal data, links, prices, times and promises pass where a passage
 * holds the same: a business may publish its own. Under a millisecond for a reply of ordinary length.
 */
export function checkReply({ text, passages, region = null, language = null }: ReplyToCheck): CheckedReply {
  const read = text.slice(0, READ_LIMIT);
  const known = passages.map((passage) => `${passage.title}\n${passage.text}`).join('\n');
  const statements = traceStatements(read, passages);
  // no platform takes a reply of this length: what was not read is not vouched for
  if (text.length > READ_LIMIT) {
    const [start, end] = [READ_LIMIT, Math.min(text.length, READ_LIMIT + 200)];
    statements.push({ text: text.slice(start, end), start, end, passage: null });
  }
  return {
    statements,
    findings: [
      ...personalIn(read, known, region),
      ...linksIn(read, known),
      ...commitmentsIn(read, known, statements),
      ...statements.filter(({ passage }) => passage === null).map(({ text: evidence }) => found('UNSUPPORTED', evidence)),
      ...otherLanguageIn(statements, language),
      ...findUnsafeWords(read).map((words) => found('UNSAFE', words)),
    ],
  };
}

const found = (kind: FindingKind, evidence: string): Finding => ({ kind, evidence });

/** Courtesies may be in the customer's language while what matters is not. */
function otherLanguageIn(statements: readonly TracedStatement[], language: string | null): Finding[] {
  const spoken = language === null ? null : detectLanguage(statements.map(({ text }) => text).join(' '));
  return spoken === null || spoken === language ? [] : [found('OTHER_LANGUAGE', spoken)];
}

const bare = (value: string): string => value.toLowerCase().replace(/[^\p{L}\p{N}@]/gu, '');

function personalIn(text: string, known: string, region: string | null): Finding[] {
  const published = bare(known);
  return findPersonalData(text, region)
    .filter(({ value }) => !published.includes(bare(value)))
    .map(({ value }) => found('PERSONAL_DATA', value));
}

/** A link passes where the knowledge has the same address, not merely the same host. */
function linksIn(text: string, known: string): Finding[] {
  const tidy = (link: string): string =>
    link
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/^www\./, '')
      .replace(/[/.,;:!?)\]]+$/, '');
  const published = new Set(findLinks(known).map(tidy));
  const addresses = findLinks(text).filter((link) => !published.has(tidy(link)));
  return addresses.map((link) => found('FOREIGN_LINK', link));
}

/**
 * A price passes with its currency, a time with its unit, any other commitment with its words in a sentence that stands in a passage:
 * "we refund" in one place does not make "we refund tomorrow" anywhere.
 */
function commitmentsIn(text: string, known: string, statements: readonly TracedStatement[]): Finding[] {
  const knownPrices = new Set(findAmounts(known).map(({ normalized }) => normalized));
  const knownTimes = ` ${timeKeys(known).join(' ')} `;
  const knownKeys = new Set(readKeywords(known));
  const traced = new Set(statements.filter(({ passage }) => passage !== null).map((statement) => statement.text));
  const isKnown = (sentence: string, { kind, words }: Commitment): boolean => {
    if (kind === 'PRICE') return findAmounts(words).every(({ normalized }) => knownPrices.has(normalized));
    if (kind === 'DEADLINE') return knownTimes.includes(` ${timeKeys(words).join(' ')} `);
    return traced.has(sentence) && readKeywords(words).every((key) => knownKeys.has(key));
  };
  return splitSentences(text).flatMap((sentence) =>
    findCommitments(sentence.text)
      .filter((commitment) => !isKnown(sentence.text, commitment))
      .map(({ kind, words }) => found(kind, words)),
  );
}

/** Words in the order of the text, so that "2 to 3 days", "two - three days" and "2-3 day" meet and "2 hours, 3 days" does not. */
const timeKeys = (text: string): string[] =>
  tokenize(
    text.replace(
      /\b(?:an?|eine?[mrn]?|une?|una)\b(?=[\s-](?:day|week|month|year|hour|minute|tag|woche|monat|jahr|stunde|jour|semaine|mois|heure|d[ií]a|semana|mes|hora))/giu,
      '1',
    ),
  )
    .map((word) => numberOf(word)?.toString() ?? keyOf(word))
    .filter((key) => key !== null);
