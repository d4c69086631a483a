import { wordsOf, wordsShared } from './question-features.ts';

export interface ComparedReply {
  readonly text: string;
  /** The passages that it stands on. */
  readonly passages: readonly string[];
}

/** Two models' wordings of one answer share less, two answers to two questions about one thing share more; figures decide those. */
const LEAST_SHARED_WORDS = 0.6;
const FIGURE = /\d+(?:[.,:]\d+)*/g;
const NEGATION =
  /(?<!\p{L})(?:not|no|never|without|\p{L}+n't|nicht|kein\p{L}*|nie|ohne|ne|pas|jamais|sans|aucune?|sin|nunca)(?!\p{L})/giu;

/** Whether the one could have gone out for the other: on the same passages, with the same figures, and nearly the same words. */
export function sayTheSame(one: ComparedReply, other: ComparedReply): boolean {
  const figuresOf = ({ text }: ComparedReply): string => [...new Set(text.match(FIGURE) ?? [])].sort().join(' ');
  const denies = ({ text }: ComparedReply): number => (text.match(NEGATION) ?? []).length;
  return (
    [...one.passages].sort().join() === [...other.passages].sort().join() &&
    figuresOf(one) === figuresOf(other) &&
    denies(one) === denies(other) &&
    wordsShared(wordsOf(one.text), wordsOf(other.text)) >= LEAST_SHARED_WORDS
  );
}
