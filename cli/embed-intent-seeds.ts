// Makes the vectors of the intent seeds, so that no start has to (`npm ci` does this once). Where the encoder is not installed there are
// none, and nothing fails for it: a process that has one makes them itself.
import { makeSeedVectors, readSeedVectors } from '../subgraphs/ai/agents/intent-seed-vectors.ts';
import { loadIntentSeeds } from '../subgraphs/ai/agents/load-intent-seeds.ts';
import { ThreadedSentenceEncoder } from '../subgraphs/ai/connectors/sentence-encoder/threaded-sentence-encoder.ts';

// the encoder's thread keeps no process alive
const alive = setInterval(() => {}, 60_000);
const encoder = new ThreadedSentenceEncoder();
const seeds = loadIntentSeeds();
if ((await readSeedVectors(seeds, encoder)) === null) await makeSeedVectors(seeds, encoder);
await encoder.close();
clearInterval(alive);
