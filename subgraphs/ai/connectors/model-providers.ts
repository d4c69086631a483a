import type { Config } from '#kernel/config/config.ts';
import type { EmbeddingProvider } from './embedding-provider.ts';
import { geminiEmbeddingProvider } from './gemini/gemini-embedding-provider.ts';
import { geminiLanguageModel } from './gemini/gemini-language-model.ts';
import { localEmbeddingProvider } from './local-embedding-provider.ts';
import { localModelProvider } from './local-model-provider.ts';
import type { ModelProvider } from './model-provider.ts';
import { openAiEmbeddingProvider } from './openai/openai-embedding-provider.ts';
import { openAiLanguageModel } from './openai/openai-language-model.ts';
import { promptedModelProvider } from './prompts/prompted-model-provider.ts';

export type ModelConfig = Pick<Config, 'openai' | 'gemini'>;

/** Whoever has a key answers, OpenAI before Gemini; without a key the built-in one. */
export function modelProvider({ openai, gemini }: ModelConfig): ModelProvider {
  if (openai.apiKey) return promptedModelProvider(openAiLanguageModel({ apiKey: openai.apiKey, baseUrl: openai.baseUrl }));
  if (gemini.apiKey) return promptedModelProvider(geminiLanguageModel({ apiKey: gemini.apiKey, baseUrl: gemini.baseUrl }));
  return localModelProvider();
}

/** By the same rule: one vendor sees a tenant's texts, not two. */
export function embeddingProvider({ openai, gemini }: ModelConfig): EmbeddingProvider {
  if (openai.apiKey) return openAiEmbeddingProvider({ apiKey: openai.apiKey, baseUrl: openai.baseUrl });
  if (gemini.apiKey) return geminiEmbeddingProvider({ apiKey: gemini.apiKey, baseUrl: gemini.baseUrl });
  return localEmbeddingProvider();
}
