import type { Logger } from '#kernel/telemetry/logger.ts';
import type { Metrics } from '#kernel/telemetry/metrics.ts';

/** Messages are waited for by a customer; documents and learning wait for messages. */
export type EncodingPriority = 'message' | 'background';

export interface EncoderTelemetry {
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface EncodeOptions {
  readonly priority: EncodingPriority;
  readonly signal?: AbortSignal;
}

/**
 * Turns texts into directions by what they mean, in this process. It is a help and no need: whoever asks must be able to go on without.
 */
export interface SentenceEncoder {
  /** Vectors of two models are never compared. */
  readonly model: string;
  readonly dimension: number;
  /**
   * A vector for each text, in its order: of length 1, or all zeros where a text says nothing (no word, nothing but handles and links).
   * Null when there is none now: not installed, switched off, not loaded yet, broken, or, for a message, too many others wait. A message's
   * answer is there within a fraction of a second, whatever it is; background work waits for its turn, except where no turn will come.
   * Rejects with the caller's reason alone, when `signal` aborts.
   */
  encode(texts: readonly string[], options: EncodeOptions): Promise<readonly Float32Array[] | null>;
}

/** One that lives as long as a process. */
export interface RunningSentenceEncoder extends SentenceEncoder {
  /** Loads the model behind a process's start; without it the first text does. Counts from now on. */
  start(telemetry: EncoderTelemetry): void;
  /** Everybody who waits goes without, and so does who comes later. */
  close(): Promise<void>;
}

/** Where there is no encoder. */
export const noSentenceEncoder: RunningSentenceEncoder = {
  model: 'none',
  dimension: 0,
  encode: () => Promise.resolve(null),
  start: () => {},
  close: () => Promise.resolve(),
};
