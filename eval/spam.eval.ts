import { z } from 'zod';
import { trainIntentClassifier } from '../subgraphs/ai/agents/classify-intent.ts';
import { SPAM_ACTED_ON_ALONE } from '../subgraphs/ai/run/decide-outcome.ts';
import { areaUnderCurve, mean } from './measures.ts';
import { readShared } from './read-shared.ts';
import type { Section } from './section.ts';

const rowSchema = z.object({ text: z.string(), spam: z.boolean() });

export function evaluate(): Section {
  const classifier = trainIntentClassifier();
  const rows = readShared('spam.jsonl', rowSchema).map(({ text, spam }) => {
    const { intent, probabilities } = classifier.classify(text);
    return { spam, score: probabilities.SPAM, isGuess: intent === 'SPAM' };
  });
  const genuine = rows.filter(({ spam }) => !spam);
  const spam = rows.filter((row) => row.spam);
  const shareAbove = (of: typeof rows, level: number): number => mean(of.map(({ score }) => Number(score >= level)));
  const levels = [0.5, 0.8, 0.9, SPAM_ACTED_ON_ALONE, 0.98];
  return {
    title: 'Spam',
    method: `Spam is acted on alone from a probability of ${SPAM_ACTED_ON_ALONE} on; below it a person decides.`,
    tables: [
      {
        columns: ['probability of at least', 'genuine messages hit', 'spam caught'],
        rows: levels.map((level) => [
          level,
          `${(shareAbove(genuine, level) * 100).toFixed(2)} %`,
          `${(shareAbove(spam, level) * 100).toFixed(1)} %`,
        ]),
      },
      {
        columns: ['area under the curve'],
        rows: [[areaUnderCurve(rows.map(({ score, spam: positive }) => ({ score, positive }))).toFixed(3)]],
      },
    ],
    floors: [
      {
        what: 'genuine messages hit by spam that is acted on alone',
        measured: shareAbove(genuine, SPAM_ACTED_ON_ALONE),
        floor: 0.01,
        better: 'less',
      },
    ],
  };
}
