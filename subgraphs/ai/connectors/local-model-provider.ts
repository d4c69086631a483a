import { type IntentClassifier, trainIntentClassifier } from '../agents/classify-intent.ts';
import { extractEntities } from '../agents/extract-entities.ts';
import { writeAgain } from '../agents/write-again.ts';
import { writeReply } from '../agents/write-reply.ts';
import type { AnalysisRequest, Answer, ModelProvider } from './model-provider.ts';

export const LOCAL_PROVIDER = 'local';
const MODEL = 'parley-local-1';

/** English text has about four characters a token with the vendors' tokenizers; other languages fewer. Good enough to compare runs. */
const CHARACTERS_PER_TOKEN = 4;
export const estimateTokens = (text: string): number => Math.ceil(text.length / CHARACTERS_PER_TOKEN);

/** Answers in this process, without a key and without the network. Learns its intents when it is made: under a second of work. */
export function localModelProvider(classifier: IntentClassifier = trainIntentClassifier()): ModelProvider {
  const classified = async ({ text, classifier: own, vector: coming }: AnalysisRequest, signal: AbortSignal) => {
    const vector = await coming;
    return timed(text, signal, () => (own ?? classifier).classify(text, vector));
  };
  return {
    name: LOCAL_PROVIDER,
    analyse: async (request, signal) => {
      const [intent, entities] = await Promise.all([
        classified(request, signal),
        timed(request.text, signal, () =>
          extractEntities(request.text, {
            defaultRegion: null,
            ...request.tenant,
            now: request.sentAt,
            language: request.language,
          }),
        ),
      ]);
      return { intent, entities };
    },
    writeReply: (request, signal) =>
      timed([request.text, request.persona, ...request.passages.map((passage) => passage.text)].join('\n'), signal, () => {
        const reply = request.again
          ? writeAgain(request, request.again)
          : writeReply({ ...request, passages: [...request.passages] });
        return reply && { ...reply, ownConfidence: null };
      }),
  };
}

/** Each agent's work is one turn of the event loop, so that two messages at once do not wait for the whole of one another. */
async function timed<T>(input: string, signal: AbortSignal, work: () => T): Promise<Answer<T>> {
  await Promise.resolve();
  signal.throwIfAborted();
  const startedAt = new Date();
  const started = performance.now();
  const value = work();
  return {
    value,
    call: {
      provider: LOCAL_PROVIDER,
      model: MODEL,
      startedAt,
      latencyMs: Math.round(performance.now() - started),
      inputTokens: estimateTokens(input),
      outputTokens: value === null ? 0 : estimateTokens(JSON.stringify(value)),
      costUsd: 0,
      attempts: 1,
      cached: false,
    },
  };
}
