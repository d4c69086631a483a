import { z } from 'zod';
import type { EmbeddingProvider } from '../embedding-provider.ts';
import { shippedModels } from '../models-file.ts';
import type { Payer } from '../payer.ts';
import { callVendor } from '../vendor/call-vendor.ts';
import { cutText } from '../vendor/cut-text.ts';
import { embeddingPayment } from '../vendor/embedding-payment.ts';
import type { Price } from '../vendor/model-prices.ts';
import { toUnitVectors } from '../vendor/to-unit-vectors.ts';
import { unusableAnswer } from '../vendor/vendor-failure.ts';
import { type OpenAiAccess, openAiClient } from './openai-client.ts';
import { OPENAI_EMBEDDING_DIMENSION, OPENAI_EMBEDDING_MODEL } from './openai-models.ts';
import { readOpenAiFailure } from './read-openai-failure.ts';

const TIMEOUT_MS = 20_000;
/**
 * A call takes 2,048 texts, 8,192 tokens of each and 300,000 of all (OpenAI's reference). These two keep below all of them in every script;
 * a passage has about 800 bytes, so hardly one is cut.
 */
const MAX_BATCH = 64;
const MOST_BYTES = 4_600;

/** Checked by hand: a schema of each of 1,536 numbers costs more than the call's JSON. */
const numbers = z.custom<readonly number[]>((value) => Array.isArray(value) && value.every((each) => typeof each === 'number'));

const embeddingList = z.object({
  model: z.string(),
  data: z.array(z.object({ index: z.int(), embedding: numbers })),
  usage: z.object({ prompt_tokens: z.number() }),
});

export function openAiEmbeddingProvider(
  access: OpenAiAccess,
  timeoutMs: number = TIMEOUT_MS,
  price: Price = shippedModels().priceOf(OPENAI_EMBEDDING_MODEL),
): EmbeddingProvider {
  const client = openAiClient(access);
  const paidBy = (payer: Payer | null): EmbeddingProvider => ({
    name: 'openai',
    model: OPENAI_EMBEDDING_MODEL,
    dimension: OPENAI_EMBEDDING_DIMENSION,
    maxBatch: MAX_BATCH,
    paidBy,
    // one and the same vector for what is asked and what answers
    embed: async (texts, _purpose, caller) => {
      const input = texts.map((text) => cutText(text, MOST_BYTES));
      const { value, call } = await callVendor({
        provider: 'openai',
        model: OPENAI_EMBEDDING_MODEL,
        timeoutMs,
        signal: caller,
        payment: embeddingPayment(payer, price, input),
        ask: async (signal) => {
          const answered = await client.embeddings
            // not said, the SDK asks for base64 and decodes it: a quarter of the bytes
            .create({ model: OPENAI_EMBEDDING_MODEL, input }, { signal, timeout: timeoutMs })
            .catch((error: unknown) => {
              throw readOpenAiFailure(error);
            });
          const read = embeddingList.safeParse(answered);
          if (!read.success) throw unusableAnswer('it is no list of embeddings');
          const usage = { model: read.data.model, inputTokens: read.data.usage.prompt_tokens, cachedTokens: 0, outputTokens: 0 };
          const values = [...read.data.data].sort((a, b) => a.index - b.index).map((each) => each.embedding);
          return { value: toUnitVectors(values, texts.length, OPENAI_EMBEDDING_DIMENSION, usage), usage };
        },
      });
      return { vectors: value, call };
    },
  });
  return paidBy(null);
}
