import { shippedModels } from '../../subgraphs/ai/connectors/models-file.ts';
import { costOf } from '../../subgraphs/ai/connectors/vendor/model-prices.ts';

interface Entry {
  readonly applied: boolean;
  readonly request: { readonly model?: string } | null;
  readonly response: { readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens?: number } } | null;
}

/** What OpenAI's stand-in did, whether or not anybody came to fetch it: as a vendor bills. In billionths of a dollar. */
export async function billedAtOpenAi(simulatorsUrl: string): Promise<{ readonly calls: number; readonly cost: number }> {
  const entries = (await (await fetch(`${simulatorsUrl}/openai/_journal`)).json()) as Entry[];
  const costs = entries.flatMap(({ applied, request, response }) => {
    if (!applied || !response?.usage) return [];
    const { prompt_tokens: inputTokens, completion_tokens: outputTokens = 0 } = response.usage;
    return costOf(shippedModels().priceOf(request?.model ?? ''), { inputTokens, cachedTokens: 0, outputTokens });
  });
  return { calls: costs.length, cost: costs.reduce((sum, cost) => sum + cost, 0) };
}
