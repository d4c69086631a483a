import { type Models, shippedModels } from '../connectors/models-file.ts';
import { costOf } from '../connectors/vendor/model-prices.ts';

/** Tokens of calls that the router, or the choice of a tier for the analysis, gave to a model. */
export interface Routed {
  readonly provider: string;
  readonly model: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What the same tokens would have cost more at the vendor's first model for complex messages, in billionths of a dollar. */
export function savedByRouting({ provider, model, inputTokens, outputTokens }: Routed, models: Models = shippedModels()): number {
  const { complex } = models.tiers;
  const large = complex.find((choice) => choice.provider === provider) ?? complex[0];
  if (!large) return 0;
  const usage = { inputTokens, cachedTokens: 0, outputTokens };
  return Math.max(0, costOf(large.price, usage) - costOf(models.priceOf(model), usage));
}
