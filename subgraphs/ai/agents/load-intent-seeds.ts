import { readFileSync } from 'node:fs';
import { INTENTS, type Intent } from './intent.ts';
import type { PackedVector } from './packed-vector.ts';

/** `vector`: what the sentence encoder makes of the text, where it has said. */
export type LabelledMessage = { text: string; intent: Intent; vector?: PackedVector | null };

/** The messages the built-in classifier learns from: one file a class, one message a line, for a person to read and extend. */
export function loadIntentSeeds(): LabelledMessage[] {
  return INTENTS.flatMap((intent) =>
    readFileSync(new URL(`./seeds/intent.${intent.toLowerCase()}.txt`, import.meta.url), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((text) => ({ text, intent })),
  );
}
