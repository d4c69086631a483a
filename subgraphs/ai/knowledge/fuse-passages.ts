import type { VectorMatch } from '../connectors/vector-index.ts';
import type { SimilarityScale } from './similarity-scale.ts';

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

/**
 * Two witnesses that may each be right: the chance that not both are wrong. A passage that words found never loses by being asked about
 * a second time, and one that both found is above those that one of them did. `passages` carry their scores by words.
 */
export function fusePassages(
  passages: readonly FoundPassage[],
  matches: readonly VectorMatch[],
  { floor, ceiling }: SimilarityScale,
  limit: number,
): FoundPassage[] {
  const likeness = new Map(
    matches.map(({ passageId, score }) => [passageId, Math.max(0, Math.min(1, (score - floor) / (ceiling - floor)))]),
  );
  return passages
    .map((passage) => ({
      ...passage,
      score: 1 - (1 - passage.score) * (1 - LIKENESS_WEIGHT * (likeness.get(passage.passageId) ?? 0)),
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit);
}
