import { z } from 'zod';
import { trainIntentClassifier } from '../subgraphs/ai/agents/classify-intent.ts';
import { SPAM_ACTED_ON_ALONE } from '../subgraphs/ai/run/decide-outcome.ts';
import { encodeTexts, seedsWithVectors } from './encode-texts.ts';
import { areaUnderCurve, interval, mean } from './measures.ts';
import { readHeldBack } from './read-held-back.ts';
import { readShared } from './read-shared.ts';
import type { EvalOptions, Section } from './section.ts';
import { takeSample } from './take-sample.ts';

const rowSchema = z.object({ text: z.string(), spam: z.boolean() });

/** From the surest on, to even odds. */
const LEVELS_DRAWN = Array.from({ length: 26 }, (_, at) => 0.999 - at * 0.02);

interface Scored {
  readonly spam: boolean;
  readonly score: number;
}

export async function evaluate({ all }: EvalOptions): Promise<Section> {
  const rows = takeSample(readShared('spam.jsonl', rowSchema), all);
  const heldBack = readHeldBack();
  const encoded = await encodeTexts([...rows, ...heldBack].map(({ text }) => text));
  const classifier = trainIntentClassifier(await seedsWithVectors());
  const scoreOf = (text: string, vector: Float32Array | null): number => classifier.classify(text, vector).probabilities.SPAM;
  const scored = (vectorOf: (text: string) => Float32Array | null): Scored[] =>
    rows.map(({ text, spam }) => ({ spam, score: scoreOf(text, vectorOf(text)) }));
  const ways = { encoder: scored((text) => encoded?.of(text) ?? null), words: scored(() => null) };
  const own = heldBack.map(({ text, intent }) => ({ spam: intent === 'SPAM', score: scoreOf(text, encoded?.of(text) ?? null) }));
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
    method: `Spam is acted on alone from a probability of ${SPAM_ACTED_ON_ALONE} on; below it a person decides. ${genuine(ways.words).length} genuine messages and ${spam(ways.words).length} of spam, and our own held-back ones: ${genuine(own).length} and ${spam(own).length}.`,
    chosenOn:
      'the probability from which on spam is acted on alone is the findings’ (../shared/design/findings/ai.md), which had these sources; the classifier as under "Intent". On the held-back messages nothing was chosen.',
    tables: [
      {
        columns: [
          'probability of at least',
          'genuine messages hit (95 %)',
          'spam caught',
          'words: genuine hit (95 %)',
          'spam caught',
          'held back: genuine hit',
          'spam caught',
        ],
        rows: levels.map((level) => [
          level,
          hit(ways.encoder, level),
          percent(shareAbove(spam(ways.encoder), level)),
          hit(ways.words, level),
          percent(shareAbove(spam(ways.words), level)),
          percent(shareAbove(genuine(own), level)),
          percent(shareAbove(spam(own), level)),
        ]),
      },
      { columns: ['area under the curve', 'words'], rows: [[area(ways.encoder), area(ways.words)]] },
    ],
    plots: [
      {
        name: 'spam-caught',
        x: 'genuine messages hit',
        y: 'spam caught',
        lines: [['with the encoder', ways.encoder] as const, ['words', ways.words] as const].map(([label, of]) => ({
          label,
          points: LEVELS_DRAWN.map((level) => [shareAbove(genuine(of), level), shareAbove(spam(of), level)] as const),
        })),
      },
    ],
    floors: [
      {
        what: 'genuine messages hit by spam that is acted on alone',
        measured: shareAbove(genuine(ways.encoder), SPAM_ACTED_ON_ALONE),
        floor: 0.01,
        asked: 0.01,
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
