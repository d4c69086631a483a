import { TransientError } from '#kernel/errors/delivery-error.ts';
import { detectLanguage } from '../agents/detect-language.ts';
import type { Embedded, EmbeddingProvider, QuestionVector, SimilarityScale } from './embedding-provider.ts';
import { HASHED_DIMENSION, hashedVector, LOCAL_EMBEDDINGS } from './local-embedding-provider.ts';
import { estimateTokens } from './local-model-provider.ts';
import type { EncodingPriority, SentenceEncoder } from './sentence-encoder/sentence-encoder.ts';

/** Of what two texts have in common, the share of meaning; words and their pieces, which a misspelt word still has, have the rest. */
const MEANING_SHARE = 0.7;
const WORDS_SHARE = 1 - MEANING_SHARE;
/** A passage is two texts to the encoder, and takes a tenth of a second. */
const MOST_PASSAGES = 32;

/** Measured (README, "Retrieval, measured"): nineteen of twenty right answers lie above the floor, half of all wrong ones below it. */
const BY_MEANING: SimilarityScale = { floor: 0.4, ceiling: 0.8, share: 0.7 };
/** A word or two tell no language: what is found may stand in one that the encoder does not read, and then lies nearer by its words alone. */
const OF_UNKNOWN_LANGUAGE: SimilarityScale = { ...BY_MEANING, floor: 0.25 };
const BY_WORDS: SimilarityScale = { floor: 0.2, ceiling: 0.7, share: 0.5 };
/** A question without meaning shares with a passage that has one its words, which are a part of that passage's direction. */
const WITHOUT_MEANING: SimilarityScale = {
  ...BY_WORDS,
  floor: BY_WORDS.floor * Math.sqrt(WORDS_SHARE),
  ceiling: BY_WORDS.ceiling * Math.sqrt(WORDS_SHARE),
};

/**
 * Directions made of what a text means beside those of its words and their pieces, in one vector: the cosine of two is the weighted sum of
 * both likenesses. So a question that the encoder has no time for is compared by its words in the same space, with the same passages, and
 * nothing has to be made twice (docs/adr/0022). The encoder reads English; texts in other languages have their words alone.
 */
export function meaningEmbeddingProvider(encoder: SentenceEncoder): EmbeddingProvider {
  const model = `${encoder.model}+parley-hash-1`;
  const dimension = encoder.dimension + HASHED_DIMENSION;
  const combine = (meaning: Float32Array | null, words: Float32Array): Float32Array => {
    const vector = new Float32Array(dimension);
    if (meaning) vector.set(scaled(meaning, Math.sqrt(MEANING_SHARE)));
    vector.set(scaled(words, Math.sqrt(WORDS_SHARE)), encoder.dimension);
    return unit(vector);
  };
  const question = (text: string, meaning: Float32Array | null): QuestionVector => {
    const language = detectLanguage(text);
    const isRead = language === null || language === 'en';
    const vector = combine(isRead ? meaning : null, hashedVector(text, 'question'));
    if (!isRead) return { vector, scale: BY_WORDS };
    if (!meaning) return { vector, scale: WITHOUT_MEANING };
    return { vector, scale: language === null ? OF_UNKNOWN_LANGUAGE : BY_MEANING };
  };
  return {
    name: LOCAL_EMBEDDINGS,
    model,
    dimension,
    maxBatch: MOST_PASSAGES,
    ofMeaning: question,
    embed: async (texts, purpose, signal) => {
      signal.throwIfAborted();
      const startedAt = new Date();
      const started = performance.now();
      const made =
        purpose === 'question'
          ? await embedQuestions(encoder, texts, signal, question)
          : { vectors: await embedPassages(encoder, texts, signal, combine) };
      return {
        ...made,
        call: {
          provider: LOCAL_EMBEDDINGS,
          model,
          startedAt,
          latencyMs: Math.round(performance.now() - started),
          inputTokens: texts.reduce((sum, text) => sum + estimateTokens(text), 0),
          outputTokens: 0,
          costUsd: 0,
          attempts: 1,
          cached: false,
        },
      };
    },
  };
}

async function embedQuestions(
  encoder: SentenceEncoder,
  texts: readonly string[],
  signal: AbortSignal,
  question: (text: string, meaning: Float32Array | null) => QuestionVector,
): Promise<Pick<Embedded, 'vectors' | 'scale'>> {
  const meanings = await encode(encoder, texts, 'message', signal);
  const questions = texts.map((text, at) => question(text, meanings?.[at] ?? null));
  return { vectors: questions.map(({ vector }) => vector), scale: questions[0]?.scale ?? BY_WORDS };
}

/** Of a passage in English the title alone and the whole: a question often is the title in other words. Throws where it cannot be made now. */
async function embedPassages(
  encoder: SentenceEncoder,
  texts: readonly string[],
  signal: AbortSignal,
  combine: (meaning: Float32Array | null, words: Float32Array) => Float32Array,
): Promise<Float32Array[]> {
  const read = texts.map((text) => {
    const language = detectLanguage(text);
    return language === null || language === 'en' ? [text.split('\n', 1)[0] ?? '', text] : [];
  });
  const meanings = await encode(encoder, read.flat(), 'background', signal);
  // with its words alone it would be found by them alone for ever
  if (meanings === null) throw new TransientError('the sentence encoder makes no vectors now');
  let at = 0;
  return texts.map((text, index) => {
    const parts = (read[index] ?? []).map(() => meanings[at++] ?? new Float32Array(encoder.dimension));
    return combine(parts.length === 0 ? null : unit(sumOf(parts)), hashedVector(text, 'passage'));
  });
}

const encode = (encoder: SentenceEncoder, texts: readonly string[], priority: EncodingPriority, signal: AbortSignal) =>
  texts.length === 0 ? Promise.resolve([]) : encoder.encode(texts, { priority, signal });

const scaled = (vector: Float32Array, factor: number): Float32Array => vector.map((value) => value * factor);

const sumOf = (vectors: readonly Float32Array[]): Float32Array =>
  vectors.reduce((sum, vector) => sum.map((value, at) => value + (vector[at] ?? 0)));

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return length === 0 ? vector : scaled(vector, 1 / length);
}
