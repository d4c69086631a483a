import { PermanentError, TransientError } from '#kernel/errors/delivery-error.ts';
import { upstreamUnavailable } from '#kernel/errors/public-error.ts';
import type { EmbeddingProvider } from '../connectors/embedding-provider.ts';
import type { IntentAnswer, ModelProvider } from '../connectors/model-provider.ts';
import type { Payer } from '../connectors/payer.ts';
import { PASSAGES_READ } from '../run/read-briefing.ts';

export interface MessageToEstimate {
  readonly text: string;
  readonly language: string | null;
  readonly intent: IntentAnswer | null;
}

/** Thrown in place of a call. */
class Priced extends Error {
  readonly nanoUsd: number;
  constructor(nanoUsd: number) {
    super('a call was priced and not made');
    this.nanoUsd = nanoUsd;
  }
}

const pricing: Payer = {
  savesMoney: () => Promise.resolve(false),
  reserve: ({ mostNanoUsd }) => Promise.reject(new Priced(mostNanoUsd)),
};

/**
 * What the calls cost at most, as far as it is known before their passages are: each prompt is made with the longest ones, none ahead of the
 * others, and priced as it would be reserved. No call goes out. Billionths of a US dollar; 0 where the models are built in.
 */
export async function estimateReplay(
  tools: { readonly models: ModelProvider; readonly embeddings: EmbeddingProvider },
  work: {
    readonly messages: readonly MessageToEstimate[];
    readonly persona: string;
    readonly analysesAgain: boolean;
    /** The longest there would be. */
    readonly passages: readonly { readonly title: string; readonly text: string }[];
    /** To be turned into vectors. */
    readonly newPassages: readonly string[];
  },
): Promise<number> {
  const models = tools.models.paidBy?.(pricing);
  const embeddings = tools.embeddings.paidBy?.(pricing);
  const signal = new AbortController().signal;
  const passages = work.passages.slice(0, PASSAGES_READ).map((passage) => ({ ...passage, documentId: '', score: 0.5 }));
  let sum = 0;
  for (let at = 0; embeddings && at < work.newPassages.length; at += embeddings.maxBatch)
    sum += await priceOf(embeddings.embed(work.newPassages.slice(at, at + embeddings.maxBatch), 'passage', signal));
  for (const { text, language, intent } of work.messages) {
    if (embeddings) sum += await priceOf(embeddings.embed([text], 'question', signal));
    if (!models) continue;
    const { persona } = work;
    if (work.analysesAgain || intent === null)
      sum += await priceOf(models.analyse({ text, language, sentAt: new Date(0) }, signal));
    const request = { text, language, intent: intent?.intent ?? 'SUPPORT', displayName: null, persona, passages } as const;
    sum += await priceOf(models.writeReply(request, signal));
  }
  return sum;
}

/** 0 for what costs nothing. What cannot be priced, since no model may be asked at the moment, is not begun. */
const priceOf = (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 0,
    (error: unknown) => {
      if (error instanceof Priced) return error.nanoUsd;
      if (error instanceof TransientError || error instanceof PermanentError)
        throw upstreamUnavailable('No model answers at the moment. Try again later.', { cause: error });
      throw error;
    },
  );
