import { type QuestionFeatures, wordsShared } from './question-features.ts';

/** A question as it is remembered: sealed under the key of the contact who asked it. */
export interface RememberedQuestion {
  readonly features: QuestionFeatures;
  /** By the sentence encoder; null where there was none. */
  readonly vector: Float32Array | null;
  /** Which one. */
  readonly encoder: string;
}

export interface Likeness {
  /** Likenesses by two measures are not comparable, and each has a threshold of its own. */
  readonly measure: string;
  /** 0 to 1. */
  readonly value: number;
}

const WORDS = 'words';

/** How alike two questions are: by their words, and by what they mean where both have a vector of one encoder. */
export function likenessOf(one: RememberedQuestion, other: RememberedQuestion): Likeness {
  const words = wordsShared(one.features.keys, other.features.keys);
  if (!one.vector || !other.vector || one.encoder !== other.encoder || one.vector.length !== other.vector.length)
    return { measure: WORDS, value: words };
  const [a, b] = [one.vector, other.vector];
  const cosine = a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
  return { measure: one.encoder, value: (words + Math.max(0, Math.min(1, cosine))) / 2 };
}

export const writeQuestion = ({ features, vector, encoder }: RememberedQuestion): string =>
  JSON.stringify({
    features,
    encoder,
    vector: vector && Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64'),
  });

// written by this process's own code and authenticated by the seal
export function readQuestion(json: string): RememberedQuestion {
  const { features, encoder, vector } = JSON.parse(json) as {
    features: QuestionFeatures;
    encoder: string;
    vector: string | null;
  };
  if (vector === null) return { features, encoder, vector: null };
  const bytes = Uint8Array.from(Buffer.from(vector, 'base64'));
  return { features, encoder, vector: new Float32Array(bytes.buffer) };
}
