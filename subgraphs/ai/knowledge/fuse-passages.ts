import type { VectorMatch } from '../connectors/vector-index.ts';
import type { SimilarityScale } from './similarity-scale.ts';
import { weighSubjects } from './weigh-subjects.ts';

export interface FoundPassage {
  readonly passageId: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  /** 0 to 1: how likely it is about what was asked, by its words and by its likeness. */
  readonly score: number;
}

/** Likeness alone is worth less than the question's own words: near in direction is not yet an answer. */
const LIKENESS_WEIGHT = 0.6;
/** How much the first places count above the later ones. Small, since only about ten are compared; measured (README). */
const RANK_CONSTANT = 3;

/**
 * Three witnesses, each with an order of its own: the database's ranking by words, likeness, and how much of the question's rare words a
 * passage takes up (`weigh-subjects.ts`). Their scores cannot be compared with one another, so places decide the order ("reciprocal
 * rank fusion"). The score is the chance that not both, words and likeness, are wrong, and no higher than that of the passage above: where the witnesses
 * disagree about who is first, nobody is far ahead. `passages` carry their scores by words; without a question there are two witnesses.
 */
export function fusePassages(
  passages: readonly FoundPassage[],
  matches: readonly VectorMatch[],
  { floor, ceiling }: SimilarityScale,
  limit: number,
  question = '',
): FoundPassage[] {
  const alike = matches.filter(({ score }) => score > floor);
  const likeness = new Map(alike.map(({ passageId, score }) => [passageId, Math.min(1, (score - floor) / (ceiling - floor))]));
  const byWords = passages.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const places = new Map<string, number>();
  const subjects = weighSubjects(question, passages);
  const bySubject = passages
    .map((passage, at) => ({ passage, weight: subjects[at] ?? 0 }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ passage }) => passage);
  for (const order of [byWords, alike, bySubject]) {
    for (const [place, { passageId }] of order.entries())
      places.set(passageId, (places.get(passageId) ?? 0) + 1 / (RANK_CONSTANT + place));
  }
  const placeOf = ({ passageId }: FoundPassage): number => places.get(passageId) ?? 0;
  let least = 1;
  return passages
    .filter((passage) => placeOf(passage) > 0)
    .sort((a, b) => placeOf(b) - placeOf(a))
    .slice(0, limit)
    .map((passage) => {
      least = Math.min(least, 1 - (1 - passage.score) * (1 - LIKENESS_WEIGHT * (likeness.get(passage.passageId) ?? 0)));
      return { ...passage, score: least };
    });
}
