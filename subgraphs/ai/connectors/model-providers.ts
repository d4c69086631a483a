import type { Config } from '#kernel/config/config.ts';
import { CircuitBreaker } from '#kernel/resilience/circuit-breaker.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import { geminiEmbeddingProvider } from './gemini/gemini-embedding-provider.ts';
import { geminiLanguageModel } from './gemini/gemini-language-model.ts';
import { GEMINI_EMBEDDING_MODEL } from './gemini/gemini-models.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';
import { localModelProvider } from './local-model-provider.ts';
import type { ModelProvider } from './model-provider.ts';
import { type ModelChoice, type Models, ModelsFileError, shippedModels, TIERS, type Tier } from './models-file.ts';
import { openAiEmbeddingProvider } from './openai/openai-embedding-provider.ts';
import { openAiLanguageModel } from './openai/openai-language-model.ts';
import { OPENAI_EMBEDDING_MODEL } from './openai/openai-models.ts';
import { promptedModelProvider } from './prompts/prompted-model-provider.ts';
import { type Candidate, routedModelProvider } from './routed-model-provider.ts';
import type { LanguageModel } from './vendor/language-model.ts';

export type ModelConfig = Pick<Config, 'openai' | 'gemini'>;

/** Five in a row are no accident; half a minute later one call finds out whether it is over. */
const BREAKER = { failures: 5, openMs: 30_000 };

/** The models of `models.json` whose vendor has a key, tier by tier; without a key the built-in ones. */
export function modelProvider(config: ModelConfig, models: Models = shippedModels()): ModelProvider {
  if (!config.openai.apiKey && !config.gemini.apiKey) return localModelProvider();
  // a model in two tiers is one service, and down in both
  const breakers = new Map<string, CircuitBreaker>();
  const candidateOf =
    (tier: Tier) =>
    (choice: ModelChoice): Candidate[] => {
      const model = languageModel(config, choice);
      if (!model) return [];
      const name = `${choice.provider}/${choice.model}`;
      const breaker = breakers.get(name) ?? new CircuitBreaker(BREAKER);
      breakers.set(name, breaker);
      const provider = promptedModelProvider(model, { price: choice.price, isCheapest: tier === 'simple' });
      return [{ provider, model: choice.model, breaker }];
    };
  const tiers = {
    simple: models.tiers.simple.flatMap(candidateOf('simple')),
    middle: models.tiers.middle.flatMap(candidateOf('middle')),
    complex: models.tiers.complex.flatMap(candidateOf('complex')),
  };
  for (const tier of TIERS) {
    if (tiers[tier].length > 0) continue;
    const vendors = models.tiers[tier].map(({ provider }) => provider).join(', ');
    throw new ModelsFileError(`models.json: every model of the tier "${tier}" is of a vendor without a key (${vendors})`);
  }
  return routedModelProvider({ tiers, analysis: models.analysis, builtIn: localModelProvider });
}

function languageModel({ openai, gemini }: ModelConfig, { provider, model }: ModelChoice): LanguageModel | null {
  const { apiKey, baseUrl } = provider === 'openai' ? openai : gemini;
  if (!apiKey) return null;
  return (provider === 'openai' ? openAiLanguageModel : geminiLanguageModel)({ apiKey, baseUrl }, model);
}

/** Vectors of two models cannot stand in for one another: OpenAI's where it has a key, else Gemini's, else built-in ones. */
export function embeddingProvider(
  { openai, gemini }: ModelConfig,
  builtIn: EmbeddingProvider = localEmbeddingProvider(),
  models: Models = shippedModels(),
): EmbeddingProvider {
  if (openai.apiKey) {
    const access = { apiKey: openai.apiKey, baseUrl: openai.baseUrl };
    return openAiEmbeddingProvider(access, undefined, models.priceOf(OPENAI_EMBEDDING_MODEL));
  }
  if (gemini.apiKey) {
    const access = { apiKey: gemini.apiKey, baseUrl: gemini.baseUrl };
    return geminiEmbeddingProvider(access, undefined, models.priceOf(GEMINI_EMBEDDING_MODEL));
  }
  return builtIn;
}
