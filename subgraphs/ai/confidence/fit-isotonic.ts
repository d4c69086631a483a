import type { Observation } from './fit-platt.ts';

/** Rising pairs of a score and what it means; between two of them the line, beyond them the nearest. */
export type IsotonicSteps = readonly { readonly score: number; readonly value: number }[];

type Block = { weight: number; scores: number; hits: number };

/** A step of fewer observations than this tells chance, not the score. */
const LEAST_SHARE = 0.01;

/** The rising function nearest to the observations, by pooling adjacent violators; each step's middle is kept. */
export function fitIsotonic(observations: readonly Observation[]): IsotonicSteps {
  const sorted = [...observations].sort((a, b) => a.score - b.score);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  const blocks: Block[] = [];
  for (const { score, hit, weight } of sorted) {
    blocks.push({ weight, scores: weight * score, hits: weight * Number(hit) });
    while (mustPool(blocks, total)) {
      const last = blocks.pop();
      const before = blocks.at(-1);
      if (!last || !before) break;
      before.weight += last.weight;
      before.scores += last.scores;
      before.hits += last.hits;
    }
  }
  return blocks.map((block) => ({
    score: block.scores / block.weight,
    // one observation of either kind added: no step is certain
    value: (block.hits + total / sorted.length / 2) / (block.weight + total / sorted.length),
  }));
}

function mustPool(blocks: readonly Block[], total: number): boolean {
  const [before, last] = blocks.slice(-2);
  if (!before || !last) return false;
  return before.hits / before.weight >= last.hits / last.weight || before.weight < LEAST_SHARE * total;
}

export function readIsotonic(steps: IsotonicSteps, score: number): number {
  const above = steps.findIndex((step) => step.score >= score);
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return score;
  if (above === 0) return first.value;
  if (above === -1) return last.value;
  const [low, high] = [steps[above - 1], steps[above]];
  if (!low || !high) return last.value;
  const share = high.score === low.score ? 1 : (score - low.score) / (high.score - low.score);
  return low.value + share * (high.value - low.value);
}
