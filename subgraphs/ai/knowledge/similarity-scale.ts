import type { EmbeddingProvider, SimilarityScale } from '../connectors/embedding-provider.ts';

/** What knows of meaning says more about the order than the question's words; what knows of words' pieces as much (README, measured). */
const [OF_MEANING, OF_PIECES] = [0.7, 0.5];

/** Set by hand: each model spreads its cosines over another range. The built-in one's is measured (README, "Retrieval, measured"). */
const SCALES: Readonly<Record<string, SimilarityScale>> = {
  local: { floor: 0.2, ceiling: 0.7, share: OF_PIECES },
  openai: { floor: 0.25, ceiling: 0.65, share: OF_MEANING },
  gemini: { floor: 0.55, ceiling: 0.8, share: OF_MEANING },
};
const UNKNOWN: SimilarityScale = { floor: 0.3, ceiling: 0.8, share: OF_PIECES };

/** For whom it does not depend on the question. */
export const scaleOf = ({ name }: Pick<EmbeddingProvider, 'name'>): SimilarityScale => SCALES[name] ?? UNKNOWN;
