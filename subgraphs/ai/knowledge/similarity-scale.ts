import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';

/** From which cosine on two texts have something to do with each other, and from which on one answers the other. */
export interface SimilarityScale {
  readonly floor: number;
  readonly ceiling: number;
}

/** Set by hand: each model spreads its cosines over another range. The built-in one's is measured (README, "Retrieval, measured"). */
const SCALES: Readonly<Record<string, SimilarityScale>> = {
  local: { floor: 0.2, ceiling: 0.7 },
  openai: { floor: 0.25, ceiling: 0.65 },
  gemini: { floor: 0.55, ceiling: 0.8 },
};
const UNKNOWN: SimilarityScale = { floor: 0.3, ceiling: 0.8 };

export const scaleOf = ({ name }: Pick<EmbeddingProvider, 'name'>): SimilarityScale => SCALES[name] ?? UNKNOWN;
