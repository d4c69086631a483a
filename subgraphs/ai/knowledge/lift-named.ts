import type { NamedPassage } from '../learning/tenant-lessons.ts';
import type { FoundPassage } from './fuse-passages.ts';

/** What a member said of a question that is the same is worth this; of one that is only like it, as much less as it is less alike. */
const SAID_BY_A_MEMBER = 0.95;

/**
 * The passage that members named for a question like this one stands first, where it is still there. What retrieval measured goes along: a
 * member who named the wrong one moved a passage, and made nobody surer of it.
 */
export function liftNamed(
  found: FoundPassage[],
  candidates: readonly FoundPassage[],
  named: NamedPassage | null,
  limit: number,
): FoundPassage[] {
  const passage = named && candidates.find(({ passageId }) => passageId === named.passageId);
  if (!passage) return found;
  const own = found.find(({ passageId }) => passageId === passage.passageId)?.score ?? passage.score;
  const others = found.filter(({ passageId }) => passageId !== passage.passageId);
  const score = Math.max(own, SAID_BY_A_MEMBER * named.likeness, others[0]?.score ?? 0);
  return [{ ...passage, score, measuredScore: own }, ...others].slice(0, limit);
}
