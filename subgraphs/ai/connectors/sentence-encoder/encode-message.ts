import { readText } from '../../agents/read-text.ts';
import type { SentenceEncoder } from './sentence-encoder.ts';

/** What a message means, made once and shared by all who compare it: intent, retrieval, cache. Null: they go on without. Never rejects. */
export type MessageVector = Promise<Float32Array | null>;

/** Of the sender's own words: what is quoted, and whom a message is addressed to, says nothing about what it means. */
export async function encodeMessage(encoder: SentenceEncoder, message: string): MessageVector {
  const [vector] = (await encoder.encode([readText(message).text], { priority: 'message' })) ?? [];
  return vector?.some((value) => value !== 0) ? vector : null;
}
