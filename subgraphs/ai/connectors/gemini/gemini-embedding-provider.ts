import { z } from 'zod';
import type { EmbeddingProvider } from '../embedding-provider.ts';
import { estimateTokens } from '../local-model-provider.ts';
import { shippedModels } from '../models-file.ts';
import type { Payer } from '../payer.ts';
import { callVendor } from '../vendor/call-vendor.ts';
import { cutText } from '../vendor/cut-text.ts';
import { embeddingPayment } from '../vendor/embedding-payment.ts';
import type { Price } from '../vendor/model-prices.ts';
import { toUnitVectors } from '../vendor/to-unit-vectors.ts';
import { unusableAnswer } from '../vendor/vendor-failure.ts';
import { type GeminiAccess, geminiClient } from './gemini-client.ts';
import { GEMINI_EMBEDDING_DIMENSION, GEMINI_EMBEDDING_MODEL } from './gemini-models.ts';
import { readGeminiFailure } from './read-gemini-failure.ts';

const TIMEOUT_MS = 20_000;
/** Of one batchEmbedContents call, as Google's reference has it. */
const MAX_BATCH = 100;
/** A text of more than 2,048 tokens is cut there without a word; this is about as much in English. */
const MOST_BYTES = 8_000;
const TASKS = { passage: 'RETRIEVAL_DOCUMENT', question: 'RETRIEVAL_QUERY' } as const;

const embeddings = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

export function geminiEmbeddingProvider(
  access: GeminiAccess,
  timeoutMs: number = TIMEOUT_MS,
  price: Price = shippedModels().priceOf(GEMINI_EMBEDDING_MODEL),
): EmbeddingProvider {
  const client = geminiClient(access);
  const paidBy = (payer: Payer | null): EmbeddingProvider => ({
    name: 'gemini',
    model: GEMINI_EMBEDDING_MODEL,
    dimension: GEMINI_EMBEDDING_DIMENSION,
    maxBatch: MAX_BATCH,
    paidBy,
    embed: async (texts, purpose, caller) => {
      const cut = texts.map((text) => cutText(text, MOST_BYTES));
      const { value, call } = await callVendor({
        provider: 'gemini',
        model: GEMINI_EMBEDDING_MODEL,
        timeoutMs,
        signal: caller,
        payment: embeddingPayment(payer, price, cut),
        ask: async (signal) => {
          const answered: unknown = await client.models
            .embedContent({
              model: GEMINI_EMBEDDING_MODEL,
              // a list of plain texts would be joined to one content
              contents: cut.map((text) => ({ parts: [{ text }] })),
              config: {
                taskType: TASKS[purpose],
                outputDimensionality: GEMINI_EMBEDDING_DIMENSION,
                abortSignal: signal,
                httpOptions: { timeout: timeoutMs },
              },
            })
            .catch((error: unknown) => {
              throw readGeminiFailure(error);
            });
          const read = embeddings.safeParse(answered);
          if (!read.success) throw unusableAnswer('it is no list of embeddings');
          // the API counts no tokens here (recorded)
          const inputTokens = cut.reduce((sum, text) => sum + estimateTokens(text), 0);
          const usage = { model: GEMINI_EMBEDDING_MODEL, inputTokens, cachedTokens: 0, outputTokens: 0 };
          const values = read.data.embeddings.map((each) => each.values);
          return { value: toUnitVectors(values, texts.length, GEMINI_EMBEDDING_DIMENSION, usage), usage };
        },
      });
      return { vectors: value, call };
    },
  });
  return paidBy(null);
}
