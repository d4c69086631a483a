import type { SimilarityScale } from '../connectors/embedding-provider.ts';
import type { VectorMatch } from '../connectors/vector-index.ts';
import { weighSubjects } from './weigh-subjects.ts';

export interface FoundPassage {
  readonly passageId: string;
  readonly documentId: string;
  readonly title: string;
  readonly text: string;
  /** 0 to 1: how likely it is about what was asked, by its words and by its likeness. */
  readonly score: number;
  /** What retrieval itself made of it, where a member's word put it first: how sure a reply may be goes by this. */
  readonly measuredScore?: number;
}

/** Likeness alone is worth less than the question's own words: near in direction is not yet an answer. */
const LIKENESS_WEIGHT = 0.6;
/**
 * Three witnesses, each with an order of its own: the database's ranking by words, likeness, and how much of the question's rare words a
 * passage takes up (`weigh-subjects.ts`). Their scores cannot be compared with one another, so each witness's are stretched over 0 to 1
 * before they are added: likeness with its share, the two that go by words with half of the rest each. The score is the chance that not
 * both, words and likeness, are wrong, and no higher than that of the passage above: where the witnesses disagree about who is first,
 * nobody is far ahead. `passages` carry their scores by words; without a question there are two witnesses.
 */
export function fusePassages(
  passages: readonly FoundPassage[],
  matches: readonly VectorMatch[],
  { floor, ceiling, share }: SimilarityScale,
  limit: number,
  question = '',
): FoundPassage[] {
  const likeness = new Map(
    matches
      .filter(({ score }) => score > floor)
      .map(({ passageId, score }) => [passageId, Math.min(1, (score - floor) / (ceiling - floor))]),
  );
  const byWords = stretched(passages.filter(({ score }) => score > 0));
  const byLikeness = stretched(matches);
  const subjects = weighSubjects(question, passages);
  const mostOfSubject = Math.max(...subjects, Number.MIN_VALUE);
  let least = 1;
  return passages
    .map((passage, at) => {
      const ofWords = (byWords.get(passage.passageId) ?? 0) + (subjects[at] ?? 0) / mostOfSubject;
      return { passage, weight: share * (byLikeness.get(passage.passageId) ?? 0) + ((1 - share) / 2) * ofWords };
    })
    .filter(({ passage }) => passage.score > 0 || likeness.has(passage.passageId))
    .sort((a, b) => b.weight - a.weight)
    .slice(0, limit)
    .map(({ passage }) => {
      least = Math.min(least, 1 - (1 - passage.score) * (1 - LIKENESS_WEIGHT * (likeness.get(passage.passageId) ?? 0)));
      return { ...passage, score: least };
    });
}

/** The highest is 1 and the lowest 0; all are 1 where none is above another. */
function stretched(found: readonly { readonly passageId: string; readonly score: number }[]): Map<string, number> {
  const scores = found.map(({ score }) => score);
  const [low, high] = [Math.min(...scores), Math.max(...scores)];
  return new Map(found.map(({ passageId, score }) => [passageId, high > low ? (score - low) / (high - low) : 1]));
}
