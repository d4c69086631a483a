import { z } from 'zod';
import { trainIntentClassifier } from '../subgraphs/ai/agents/classify-intent.ts';
import { SPAM_ACTED_ON_ALONE } from '../subgraphs/ai/run/decide-outcome.ts';
import { encodeTexts, seedsWithVectors } from './encode-texts.ts';
import { areaUnderCurve, interval, mean } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({ text: z.string(), spam: z.boolean() });

/** Every so manyth message is measured: encoding takes longest. */
const TAKEN = 2;

interface Scored {
  readonly spam: boolean;
  readonly score: number;
}

export async function evaluate(): Promise<Section> {
  const rows = readShared('spam.jsonl', rowSchema).filter((_, at) => at % TAKEN === 0);
  const encoded = await encodeTexts(rows.map(({ text }) => text));
  const classifier = trainIntentClassifier(await seedsWithVectors());
  const scored = (vectorOf: (text: string) => Float32Array | null): Scored[] =>
    rows.map(({ text, spam }) => ({ spam, score: classifier.classify(text, vectorOf(text)).probabilities.SPAM }));
  const ways = { encoder: scored((text) => encoded?.of(text) ?? null), words: scored(() => null) };
  const genuine = (of: readonly Scored[]): Scored[] => of.filter(({ spam }) => !spam);
  const spam = (of: readonly Scored[]): Scored[] => of.filter((row) => row.spam);
  const shareAbove = (of: readonly Scored[], level: number): number => mean(of.map(({ score }) => Number(score >= level)));
  const hit = (of: readonly Scored[], level: number): string => {
    const [low, high] = interval(genuine(of), (some) => shareAbove(some, level));
    return `${percent(shareAbove(genuine(of), level))} (${percent(low)}-${percent(high)})`;
  };
  const levels = [0.5, 0.8, 0.9, SPAM_ACTED_ON_ALONE, 0.98];
  const area = (of: readonly Scored[]): string =>
    areaUnderCurve(of.map(({ score, spam: positive }) => ({ score, positive }))).toFixed(3);
  return {
    title: 'Spam',
    method: `Spam is acted on alone from a probability of ${SPAM_ACTED_ON_ALONE} on; below it a person decides. Every ${TAKEN}nd message of the data: ${genuine(ways.words).length} genuine, ${spam(ways.words).length} spam.`,
    tables: [
      {
        columns: [
          'probability of at least',
          'genuine messages hit (95 %)',
          'spam caught',
          'words: genuine hit (95 %)',
          'spam caught',
        ],
        rows: levels.map((level) => [
          level,
          hit(ways.encoder, level),
          percent(shareAbove(spam(ways.encoder), level)),
          hit(ways.words, level),
          percent(shareAbove(spam(ways.words), level)),
        ]),
      },
      { columns: ['area under the curve', 'words'], rows: [[area(ways.encoder), area(ways.words)]] },
    ],
    floors: [
      {
        what: 'genuine messages hit by spam that is acted on alone',
        measured: shareAbove(genuine(ways.encoder), SPAM_ACTED_ON_ALONE),
        floor: 0.01,
        better: 'less',
      },
      {
        what: 'genuine messages hit by spam that is acted on alone, words',
        measured: shareAbove(genuine(ways.words), SPAM_ACTED_ON_ALONE),
        floor: 0.01,
        better: 'less',
      },
    ],
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`;
