import { expect, it } from 'vitest';
import { shippedModels } from '../connectors/models-file.ts';
import { savedByRouting } from './saved-by-routing.ts';

const tokens = { inputTokens: 1_000, outputTokens: 100 };
const { tiers } = shippedModels();

it('a small model saves what the large one of its vendor would have cost more, and the large one saves nothing', () => {
  for (const provider of ['openai', 'gemini'] as const) {
    const [small, large] = [tiers.simple, tiers.complex].map((tier) => tier.find((choice) => choice.provider === provider));
    expect(savedByRouting({ provider, model: small?.model ?? '', ...tokens })).toBeCloseTo(
      1_000 * ((large?.price.input ?? 0) - (small?.price.input ?? 0)) +
        100 * ((large?.price.output ?? 0) - (small?.price.output ?? 0)),
      0,
    );
    expect(savedByRouting({ provider, model: large?.model ?? '', ...tokens })).toBe(0);
  }
});
