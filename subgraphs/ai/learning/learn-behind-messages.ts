import { setImmediate as nextTurn } from 'node:timers/promises';
import { type IntentClassifier, learnIntents } from '../agents/classify-intent.ts';
import type { LabelledMessage } from '../agents/load-intent-seeds.ts';

/** One to two seconds of work in parts of some milliseconds, one in each turn of the event loop. */
export async function learnBehindMessages(seeds: LabelledMessage[], corrections: LabelledMessage[]): Promise<IntentClassifier> {
  const parts = learnIntents(seeds, corrections);
  for (;;) {
    const part = parts.next();
    if (part.done) return part.value;
    await nextTurn();
  }
}
